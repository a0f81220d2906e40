/**
 * Which of so many parts a text belongs to: the same part each time.
 *
 * @param {string} text
 * @param {number} parts
 */
function partOf(text, parts) {
  let hash = 0;
  for (let i = 0; i < text.length; i++) hash = (hash * 8191 + text.charCodeAt(i)) % 1000003;
  return hash % parts;
}

/**
 * The value of a key; undefined where there is none.
 *
 * @param {string} key
 */
async function valueOf(key) {
  try {
    return await cf.kvs().get(key);
  } catch (error) {
    return undefined;
  }
}

/**
 * What a table says of a path: the words after it, in the one key of the table that can hold it.
 *
 * @param {string} table prefix of the table's keys
 * @param {number} parts how many keys it has
 * @param {string} uri
 * @returns {Promise<string[] | undefined>}
 */
async function lookUp(table, parts, uri) {
  const path = withoutSlash(spelled(uri));
  const lines = "\n" + ((await valueOf(table + partOf(path, parts))) || "") + "\n";
  const at = lines.indexOf("\n" + path + " ");
  if (at < 0) return undefined;
  const start = at + path.length + 2;
  return lines.slice(start, lines.indexOf("\n", start)).split(" ");
}
