/**
 * The stack's redirects in the store: one look-up, however many there are.
 *
 * @param {Visit} visit
 * @returns {Promise<EdgeResponse | undefined>}
 */
async function storedRedirect(visit) {
  const entry = await lookUp(REDIRECTS_KEY, REDIRECTS_BUCKETS, visit.request.uri);
  return entry && redirect(visit.request, Number(entry[0]), entry[1] || "/");
}
