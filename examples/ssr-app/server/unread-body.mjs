/**
 * Reads to its end what an application does not want of a body, so that the connection serves the next request. Without this
 * an answer that refuses a body half-way (413) leaves the rest of it in a connection that nginx keeps: Next.js hands the
 * body out as a web stream, and one that is cancelled leaves the connection paused, whatever is sent after. nginx would send the
 * next visitor's request there and wait for `proxy_read_timeout`. How much there is to read, nginx limits (`client_max_body_size`).
 *
 * @param {import("node:http").IncomingMessage} request before anything reads it
 */
export function readUnreadBody(request) {
  const { socket } = request;
  const destroy = request.destroy.bind(request);
  request.destroy = (error) => {
    // A connection that is gone, or a body that was read: as ever.
    if (request.complete || socket.destroyed) return destroy(error);
    // Node.js takes the connection from a request whose stream it cancels, so that the answer can still be sent.
    request.socket = socket;
    for (const event of ["readable", "data"]) request.removeAllListeners(event);
    return request.resume();
  };
}
