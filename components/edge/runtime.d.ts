/**
 * What CloudFront's JavaScript runtime 2.0 has beyond ES5, as far as the function uses it.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/functions-javascript-runtime-20.html
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/functions-event-structure.html
 */

interface PromiseConstructor {
  resolve<T>(value: T): Promise<T>;
  all<T>(promises: Promise<T>[]): Promise<T[]>;
}
declare const Promise: PromiseConstructor;

interface EdgeValue {
  value: string;
  multiValue?: EdgeValue[];
}

interface EdgeRequest {
  method: string;
  uri: string;
  querystring: { [name: string]: EdgeValue };
  headers: { host: EdgeValue; [name: string]: EdgeValue | undefined };
  /** Not in every location of the runtime. */
  rawQueryString?: () => string;
}

interface EdgeResponse {
  statusCode: number;
  statusDescription?: string;
  headers: { [name: string]: EdgeValue };
  body?: { encoding: "text"; data: string };
}

interface EdgeEvent {
  context: { eventType: string };
  viewer: { ip: string };
  request: EdgeRequest;
  /** With the event viewer-response only. */
  response?: EdgeResponse;
}

/** `import cf from 'cloudfront'`, the first line of the function where it has a store. */
declare const cf: {
  kvs(): {
    /** Fails where there is no such key. */
    get(key: string): Promise<string>;
  };
};

declare module "crypto" {
  export function createHash(algorithm: "sha256"): {
    update(text: string): { digest(encoding: "hex"): string };
  };
}

declare const Buffer: { from(text: string, encoding: "base64"): { toString(): string } };
