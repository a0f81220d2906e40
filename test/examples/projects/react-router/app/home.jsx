export const loader = ({ request }) => ({ host: request.headers.get("host") });

export default function Home({ loaderData }) {
  return <h1>Rendered on {loaderData.host}</h1>;
}
