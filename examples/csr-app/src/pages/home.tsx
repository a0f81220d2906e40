import { Link } from "react-router";
import { money, PRODUCTS } from "../products";

export function Home() {
  return (
    <>
      {/* From public/: overwritten by a release under the same name, e.g. by those who have only the image. */}
      <img src="/images/banner.png" alt="This season" width={320} />
      <h1>Shop</h1>
      <ul>
        {PRODUCTS.map(({ id, name, price }) => (
          <li key={id}>
            <Link to={`/products/${id}`}>{name}</Link> {money(price)}
          </li>
        ))}
      </ul>
    </>
  );
}
