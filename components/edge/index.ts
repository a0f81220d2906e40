/** What runs at the edge of a static site. */
export {
  edgeFunctionOutline,
  edgeFunctionSource,
  type EdgeRedirect,
  type EdgeSite,
  MAX_FUNCTION_BYTES,
  respondsToResponses,
} from "./edge-function";
