export const dynamicParams = false;

export function generateStaticParams() {
  return [{ note: "a b" }];
}

export default async function Note({ params }) {
  const { note } = await params;
  return <h1>{decodeURIComponent(note)}, @@version@@</h1>;
}
