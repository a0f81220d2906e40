import { DeployPipeline } from "./components/deploy-pipeline";
import { Network } from "./components/network";
import { SsrService } from "./components/ssr-service";
import { StaticSite } from "./components/static-site";
import { loadConfig } from "./config";

const config = loadConfig();
