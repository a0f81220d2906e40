/** A KeyValueStore of CloudFront: small values that the edge function reads. */
import {
  CloudFrontKeyValueStoreClient,
  DeleteKeyCommand,
  DescribeKeyValueStoreCommand,
  GetKeyCommand,
  ListKeysCommand,
  PutKeyCommand,
  UpdateKeysCommand,
  type CloudFrontKeyValueStoreClientConfig,
  type ListKeysCommandOutput,
  type UpdateKeysCommandInput,
} from "@aws-sdk/client-cloudfront-keyvaluestore";
// Signs for all regions at once, which this service wants; in JavaScript, so nothing native is needed.
import "@aws-sdk/signature-v4a";
import { clientOptions, customEndpoint } from "./clients";
import { call, isConflict, isMissing } from "./errors";

const CONFLICT_ATTEMPTS = 5;
/** @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html#limits-keyvaluestores */
const MAX_KEYS_PER_CALL = 50;

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

  /** Writes and removes keys that are this program's alone, whatever they hold; as many at once as a call takes. */
  async update(puts: ReadonlyMap<string, string>, deletes: readonly string[]): Promise<void> {
    const changes = [
      ...[...puts].map(([Key, Value]) => ({ Key, Value })),
      ...deletes.map((Key) => ({ Key, Value: undefined })),
    ];
    for (let at = 0; at < changes.length; at += MAX_KEYS_PER_CALL) {
      const some = changes.slice(at, at + MAX_KEYS_PER_CALL);
      const Puts = some.flatMap(({ Key, Value }) => (Value === undefined ? [] : [{ Key, Value }]));
      const Deletes = some.flatMap(({ Key, Value }) => (Value === undefined ? [{ Key }] : []));
      await this.updateOnce({
        ...(Puts.length > 0 ? { Puts } : {}),
        ...(Deletes.length > 0 ? { Deletes } : {}),
      });
    }
  }

  private async updateOnce(change: Pick<UpdateKeysCommandInput, "Puts" | "Deletes">): Promise<void> {
    for (let attempt = 1; ; attempt += 1) {
      const IfMatch = await this.etag();
      try {
        await call("cloudfront-keyvaluestore UpdateKeys", async () =>
          this.client.send(new UpdateKeysCommand({ KvsARN: this.arn, IfMatch, ...change })),
        );
        return;
      } catch (error) {
        if (!isConflict(error) || attempt >= CONFLICT_ATTEMPTS) {
          throw error;
        }
      }
    }
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
