// Loaded into every process of a preview (NODE_OPTIONS): its program runs under the SDK's own runner alone, as Pulumi's CLI runs it, without
// what the preview changes in the SDK.
"use strict";
if (/[\\/]cmd[\\/]run$/.test(process.argv[1] ?? "")) delete process.env.WEB_INFRA_PREVIEW_SDK;
