import { UNKNOWN, type PlainProperties } from "../../provider/properties";
import { blockOf, invoke, makeChild, outputOf, type Component, type Expansion } from "../component";
import { shortHash } from "../ecs/role";
import { apply } from "../traced";

/** `awsx.ecr.Image`: an image that Docker builds and pushes to a repository. */
export const expandImage: Expansion = async (component) => {
  const { inputs, urn } = component;
  const { repositoryUrl, registryId, context, dockerfile, args, cacheFrom, platform, target } = inputs;
  const stack = urn.split("::")[0]?.replace("urn:pulumi:", "") ?? "";
  const given = inputs["imageName"] ?? inputs["imageTag"];
  const imageName = given ?? apply([context, dockerfile, args], (...build) => uniqueName(build, stack));
  const canonical = apply([repositoryUrl, imageName], (url, name) => `${String(url)}:${String(name)}`);
  const caches = Array.isArray(cacheFrom)
    ? (cacheFrom as unknown[]).map((ref) => ({ registry: { ref } }))
    : [];
  const image = await makeChild(component, "docker-build:index:Image", textOf(imageName, component.name), {
    tags: [canonical],
    buildArgs: args,
    cacheFrom: caches.length > 0 ? caches : [{ registry: { ref: canonical } }],
    cacheTo: [{ inline: {} }],
    context: { location: context ?? "." },
    dockerfile: dockerfile === undefined ? {} : { location: dockerfile },
    platforms: platform === undefined ? [] : [platform],
    target,
    push: true,
    registries: [await credentials(component, repositoryUrl, registryId)],
  });
  const imageUri = apply(
    [repositoryUrl, outputOf(image, "digest")],
    (url, digest) => `${String(url)}@${String(digest)}`,
  );
  return { imageUri };
};

/** The name of an image that the program does not name: a hash of how it is built. */
function uniqueName([context, dockerfile, args]: readonly unknown[], stack: string): string {
  const signature = [
    typeof context === "string" ? context : ".",
    ...(typeof dockerfile === "string" ? [`;dockerfile=${dockerfile}`] : []),
    ...Object.entries(blockOf(args)).map(([name, value]) => `;arg[${name}]=${String(value)}`),
    stack,
  ];
  return `${shortHash(signature.join(""))}-container`;
}

/** A logical name has to be known; the component's own stands for one that is not. */
function textOf(name: unknown, otherwise: string): string {
  return typeof name === "string" ? name : otherwise;
}

/** What Docker logs in with: the registry is the account that the host name starts with. */
export async function credentials(
  component: Component,
  repositoryUrl: unknown,
  registryId: unknown,
): Promise<PlainProperties> {
  const registry =
    registryId ??
    apply(
      [repositoryUrl],
      (url) =>
        String(url)
          .replace(/^https:\/\//, "")
          .split(".")[0],
    );
  const token = await invoke(component, "aws:ecr/getAuthorizationToken:getAuthorizationToken", {
    registryId: registry,
  });
  return {
    address: token["proxyEndpoint"] ?? UNKNOWN,
    username: token["userName"] ?? UNKNOWN,
    password: token["password"] ?? UNKNOWN,
  };
}
