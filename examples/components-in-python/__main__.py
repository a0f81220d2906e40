"""A site and a service in Python. `pulumi package add ../../packages/components` has made pulumi_web_infra."""

import pulumi
import pulumi_web_infra as web

www = web.StaticSite("www", domain="www.example.com", zone="example.com")
network = web.Network("main")
app = web.SsrService(
    "app",
    domain="app.example.com",
    zone="example.com",
    health_check_path="/health",
    scaling={"min": 2, "max": 6},
    access_logs=False,
    vpc_id=network.vpc_id,
    public_subnet_ids=network.public_subnet_ids,
    private_subnet_ids=network.private_subnet_ids,
)
pulumi.export("url", www.url)
pulumi.export("balancer", app.load_balancer_dns_name)
