import { useParams } from "react-router";
import { money, PRODUCTS } from "../products";
import { NotFound } from "./not-found";

export function Product() {
  const { id } = useParams();
  const product = PRODUCTS.find((one) => one.id === id);
  if (product === undefined) return <NotFound />;
  return (
    <>
      <h1>{product.name}</h1>
      <img src={product.image} alt="" width={160} />
      <p>{money(product.price)}</p>
    </>
  );
}
