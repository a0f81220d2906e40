/**
 * Every step either answers or leaves the request, perhaps changed, to the next one.
 *
 * @param {EdgeEvent} event
 * @returns {Promise<EdgeRequest | EdgeResponse>}
 */
async function handleRequest(event) {
  /** @type {Visit} */
  const visit = { request: event.request, ip: event.viewer.ip };
  for (let i = 0; i < STEPS.length; i++) {
    const step = STEPS[i];
    const early = step && (await step(visit));
    if (early) return early;
  }
  visit.request.uri = forS3(visit.request.uri);
  return visit.request;
}
