import { UNKNOWN } from "../../provider/properties";
import { blockOf, invoke, makeChild, outputOf, type Expansion } from "../component";
import { apply } from "../traced";
import { credentials } from "./image";

/** `awsx.ecr.RegistryImage`: an image that is there already, tagged for a repository and pushed to it. */
export const expandRegistryImage: Expansion = async (component) => {
  const { name, inputs } = component;
  const { repositoryUrl, sourceImage, tag, triggers, ...own } = inputs;
  const provider = await makeChild(
    component,
    "pulumi:providers:docker",
    name,
    { registryAuth: [await credentials(component, repositoryUrl, undefined)] },
    { parent: "" },
  );
  const source = await invoke(component, "docker:index/getRemoteImage:getRemoteImage", { name: sourceImage });
  const sourceId = source["id"] ?? UNKNOWN;
  const tagName = tag ?? apply([sourceImage], (image) => tagOf(String(image)));
  const ofProvider = { provider };
  const tagged = await makeChild(
    component,
    "docker:index/tag:Tag",
    name,
    {
      sourceImage: sourceId,
      targetImage: apply([repositoryUrl, tagName], (url, text) => `${String(url)}:${String(text)}`),
    },
    ofProvider,
  );
  const image = await makeChild(
    component,
    "docker:index/registryImage:RegistryImage",
    name,
    {
      ...own,
      name: outputOf(tagged, "targetImage"),
      triggers: { ...blockOf(triggers), "@pulumi/awsx/internal/sourceImage": sourceId },
    },
    ofProvider,
  );
  return { image };
};

/** The tag of an image's name; `latest` for a digest and for a name without one. */
function tagOf(image: string): string {
  if (/^sha256:[a-f0-9]{64}$/i.test(image)) return "latest";
  const parts = image.split(":");
  return parts.length < 2 ? "latest" : (parts.at(-1) ?? "latest");
}
