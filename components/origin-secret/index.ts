export { ORIGIN_HEADER, originHeaderName, originSecretValue } from "./header";
export { secretValue, valueOfKey } from "./secret-value";
