/** What AWS refused, in one line: the operation, what it was about, AWS's code and its words. */

/** A call that AWS refused, or that did not reach it. */
export class AwsError extends Error {
  constructor(
    /** The operation and its object, e.g. `s3 PutObject s3://bucket/key`. */
    readonly operation: string,
    /** AWS's code, e.g. `NoSuchKey`, or Node's, e.g. `ECONNREFUSED`. */
    readonly code: string,
    message: string,
    /** HTTP status; undefined where there was no answer. */
    readonly status?: number,
    options?: ErrorOptions,
  ) {
    super(`${operation}: ${code}${message === "" || message === code ? "" : `: ${message}`}`, options);
  }
}

const MISSING = new Set(["NoSuchKey", "NotFound", "ResourceNotFoundException"]);
const CONFLICTS = new Set(["PreconditionFailed", "ConditionalRequestConflict", "ConflictException"]);
const THROTTLES = new Set([
  ...["SlowDown", "Throttling", "ThrottlingException", "RequestLimitExceeded", "TooManyRequestsException"],
  ...["RequestTimeout", "RequestTimeTooSkewed", "InternalError", "ServiceUnavailable"],
]);

/** Whether the object or key does not exist. */
export function isMissing(error: unknown): boolean {
  return error instanceof AwsError && (MISSING.has(error.code) || error.code === "404");
}

/** Whether a conditional write came too late: another program has written meanwhile. */
export function isConflict(error: unknown): boolean {
  return error instanceof AwsError && CONFLICTS.has(error.code);
}

/** Whether the same call may succeed in a moment. */
export function isTransient(error: AwsError): boolean {
  return (
    error.status === undefined || error.status >= 500 || error.status === 429 || THROTTLES.has(error.code)
  );
}

/** Runs a call of the SDK; what it throws becomes an `AwsError`. */
export async function call<T>(operation: string, run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    throw describe(operation, error);
  }
}

function describe(operation: string, error: unknown): AwsError {
  if (!(error instanceof Error)) {
    return new AwsError(operation, String(error), "");
  }
  const { name, message, code, $metadata } = error as Error & {
    readonly code?: unknown;
    readonly $metadata?: { readonly httpStatusCode?: number };
  };
  const known = name === "Error" || name === "TypeError" || name === "AggregateError";
  const own = known && typeof code === "string" ? code : name;
  // Some errors (a connection that was refused on each address) have no words of their own.
  const status = $metadata?.httpStatusCode;
  const unnamed = own === "UnknownError" || own === "Unknown" || own === "Error";
  return new AwsError(
    operation,
    unnamed && status !== undefined && status >= 300 ? String(status) : own,
    oneLine(hintFor(own, message) ?? message),
    status,
    { cause: error },
  );
}

function hintFor(code: string, message: string): string | undefined {
  if (code === "CredentialsProviderError") {
    return "no AWS credentials were found: sign in (aws sso login), or set AWS_PROFILE";
  }
  return message === "Region is missing"
    ? "no AWS region is set: set AWS_REGION to that of the stack (aws:region in its file, such as eu-west-1)"
    : undefined;
}

function oneLine(text: string): string {
  const [first = ""] = text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
  return first;
}
