export const dynamicParams = false;

export function generateStaticParams() {
  return [{ slug: "node.js" }, { slug: "첫-글" }];
}

export default async function Post({ params }) {
  const { slug } = await params;
  return <h1>{decodeURIComponent(slug)}, @@version@@</h1>;
}
