import { moduleTable, of } from "../../simulation/entries";
import { arn, ec2Resource } from "./ec2";

export const ec2transitgateway = moduleTable("ec2transitgateway", {
  InstanceConnectEndpoint: ec2Resource("eice", "instance-connect-endpoint"),
  RouteTable: of("tgw-rtb-{hex:17}", { arn: arn("transit-gateway-route-table") }),
  RouteTableAssociation: of("{transitGatewayRouteTableId}_{transitGatewayAttachmentId}"),
  RouteTablePropagation: of("{transitGatewayRouteTableId}_{transitGatewayAttachmentId}"),
  TransitGateway: ec2Resource("tgw", "transit-gateway", {
    associationDefaultRouteTableId: "tgw-rtb-{hex:17}",
    propagationDefaultRouteTableId: "{associationDefaultRouteTableId}",
  }),
  VpcAttachment: of("tgw-attach-{hex:17}", {
    arn: arn("transit-gateway-attachment"),
    vpcOwnerId: "{account}",
  }),
});
