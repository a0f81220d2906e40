/** A KeyValueStore of CloudFront: small values that the edge function reads. */
import {
  CloudFrontKeyValueStoreClient,
  DeleteKeyCommand,
  DescribeKeyValueStoreCommand,
  GetKeyCommand,
  ListKeysCommand,
  PutKeyCommand,
  type CloudFrontKeyValueStoreClientConfig,
  type ListKeysCommandOutput,
} from "@aws-sdk/client-cloudfront-keyvaluestore";
// Signs for all regions at once, which this service wants; in JavaScript, so nothing native is needed.
import "@aws-sdk/signature-v4a";
import { clientOptions, customEndpoint } from "./clients";
import { call, isConflict, isMissing } from "./errors";

const CONFLICT_ATTEMPTS = 5;

export class KeyValueStore {
  private readonly client: CloudFrontKeyValueStoreClient;

  constructor(private readonly arn: string) {
    this.client = new CloudFrontKeyValueStoreClient({ ...clientOptions(), ...endpointOptions() });
  }

  /** The value of a key; undefined where there is none. */
  async get(key: string): Promise<string | undefined> {
    try {
      return await call(`cloudfront-keyvaluestore GetKey ${key}`, async () => {
        const answer = await this.client.send(new GetKeyCommand({ KvsARN: this.arn, Key: key }));
        return answer.Value ?? "";
      });
    } catch (error) {
      if (isMissing(error)) {
        return undefined;
      }
      throw error;
    }
  }

  /** All keys with their values. */
  async list(): Promise<Map<string, string>> {
    const found = new Map<string, string>();
    let token: string | undefined;
    do {
      const page: ListKeysCommandOutput = await call("cloudfront-keyvaluestore ListKeys", async () =>
        this.client.send(
          new ListKeysCommand({ KvsARN: this.arn, ...(token === undefined ? {} : { NextToken: token }) }),
        ),
      );
      for (const { Key, Value } of page.Items ?? []) {
        found.set(Key ?? "", Value ?? "");
      }
      token = page.NextToken;
    } while (token !== undefined);
    return found;
  }

  /**
   * Writes a key if it still has the value `before`. The store's tag changes with each of its keys; so where it was another
   * key that has changed meanwhile, the write is tried again.
   *
   * @throws {Error} when this key has another value than `before`
   */
  async replace(key: string, before: string | undefined, value: string): Promise<void> {
    await this.change(key, before, value, async (IfMatch) => {
      await call(`cloudfront-keyvaluestore PutKey ${key}`, async () =>
        this.client.send(new PutKeyCommand({ KvsARN: this.arn, Key: key, Value: value, IfMatch })),
      );
    });
  }

  /** Removes a key if it still has the value `before`. */
  async remove(key: string, before: string): Promise<void> {
    await this.change(key, before, undefined, async (IfMatch) => {
      await call(`cloudfront-keyvaluestore DeleteKey ${key}`, async () =>
        this.client.send(new DeleteKeyCommand({ KvsARN: this.arn, Key: key, IfMatch })),
      );
    });
  }

  private async change(
    key: string,
    before: string | undefined,
    after: string | undefined,
    write: (etag: string) => Promise<void>,
  ): Promise<void> {
    for (let attempt = 1; ; attempt += 1) {
      // The tag first: what changes after it makes the write fail.
      const etag = await this.etag();
      const now = await this.get(key);
      if (now !== before) {
        if (now === after) {
          // The answer of an earlier attempt was lost.
          return;
        }
        throw new Error(
          `the key ${key} of the KeyValueStore has been changed by another program: it is ${now ?? "gone"}, not ${before ?? "absent"}`,
        );
      }
      try {
        await write(etag);
        return;
      } catch (error) {
        if (!isConflict(error) || attempt >= CONFLICT_ATTEMPTS) {
          throw error;
        }
      }
    }
  }

  private async etag(): Promise<string> {
    const answer = await call("cloudfront-keyvaluestore DescribeKeyValueStore", async () =>
      this.client.send(new DescribeKeyValueStoreCommand({ KvsARN: this.arn })),
    );
    return answer.ETag ?? "";
  }
}

/** The service's host begins with the account id; an address such as 127.0.0.1 can have no such name before it. */
function endpointOptions(): Pick<CloudFrontKeyValueStoreClientConfig, "endpointProvider"> {
  const endpoint = customEndpoint("CLOUDFRONT_KEYVALUESTORE");
  if (
    endpoint === undefined ||
    !/^https?:\/\/(?:[\d.]+|\[[^\]]+\]|localhost)(?::\d+)?(?:\/|$)/.test(endpoint)
  ) {
    return {};
  }
  return { endpointProvider: () => ({ url: new URL(endpoint), properties: {} }) };
}
