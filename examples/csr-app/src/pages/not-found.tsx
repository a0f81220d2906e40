import { Link } from "react-router";

/** For an address that no route has, and for a product that there is not. The status is 200: only S3 knows of files. */
export function NotFound() {
  return (
    <>
      <title>Not found</title>
      <meta name="robots" content="noindex" />
      <h1>Not found</h1>
      <Link to="/">Back to the shop</Link>
    </>
  );
}
