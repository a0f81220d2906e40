import assert from "node:assert/strict";
import fc from "fast-check";
import { goJson, hashCode } from "../../offline/aws/functions/go-json";
import { UNKNOWN, type PlainProperties } from "../../offline/provider/properties";
import { invoke } from "./support/simulated";

const ask = (args: PlainProperties) => invoke("aws:iam/getPolicyDocument:getPolicyDocument", args);

function evaluated(args: PlainProperties): PlainProperties {
  const answer = ask(args);
  assert.ok(answer !== undefined && "result" in answer, JSON.stringify(answer));
  return answer.result.values;
}

const document = (args: PlainProperties) => JSON.parse(String(evaluated(args)["json"])) as PlainProperties;

const statement = (given: PlainProperties) =>
  (document({ statements: [given] })["Statement"] as PlainProperties[])[0];

const refusal = (args: PlainProperties) => {
  const answer = ask(args);
  assert.ok(answer !== undefined && "failures" in answer);
  return answer.failures.map(({ reason }) => reason).join("; ");
};

describe("aws.iam.getPolicyDocument", () => {
  it("writes the text that the provider writes", () => {
    const given = {
      statements: [
        {
          sid: "Read",
          actions: ["s3:GetObject"],
          resources: ["arn:aws:s3:::b/*"],
          principals: [{ type: "Service", identifiers: ["cloudfront.amazonaws.com"] }],
          conditions: [
            {
              test: "StringEquals",
              variable: "AWS:SourceArn",
              values: ["arn:aws:cloudfront::1:distribution/E"],
            },
          ],
        },
      ],
    };
    assert.equal(
      evaluated(given)["json"],
      `{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Sid": "Read",
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": "arn:aws:s3:::b/*",
      "Principal": {
        "Service": "cloudfront.amazonaws.com"
      },
      "Condition": {
        "StringEquals": {
          "AWS:SourceArn": "arn:aws:cloudfront::1:distribution/E"
        }
      }
    }
  ]
}`,
    );
    const { json, minifiedJson, id } = evaluated(given);
    assert.equal(minifiedJson, JSON.stringify(JSON.parse(String(json))));
    assert.equal(id, String(hashCode(String(json))));
  });

  const cases: readonly [string, PlainProperties, PlainProperties][] = [
    ["the effect that is given", { effect: "Deny", actions: ["*"] }, { Effect: "Deny", Action: "*" }],
    [
      "several values in reverse order",
      { actions: ["a:1", "b:2", "a:3"] },
      { Effect: "Allow", Action: ["b:2", "a:3", "a:1"] },
    ],
    ["a value that is given twice only once", { resources: ["x", "x"] }, { Effect: "Allow", Resource: "x" }],
    [
      "no empty list and no empty name",
      { sid: "", actions: [], resources: ["x"] },
      { Effect: "Allow", Resource: "x" },
    ],
    [
      "everything but what is named",
      { notActions: ["iam:*"], notResources: ["r"], notPrincipals: [{ type: "AWS", identifiers: ["1"] }] },
      { Effect: "Allow", NotAction: "iam:*", NotResource: "r", NotPrincipal: { AWS: "1" } },
    ],
    ["everybody", { principals: [{ type: "*", identifiers: ["*"] }] }, { Effect: "Allow", Principal: "*" }],
    [
      "everybody who has an account",
      { principals: [{ type: "AWS", identifiers: ["*"] }] },
      { Effect: "Allow", Principal: { AWS: "*" } },
    ],
    [
      "principals by type",
      {
        principals: [
          { type: "Service", identifiers: ["b.amazonaws.com", "c.amazonaws.com"] },
          { type: "AWS", identifiers: ["1"] },
          { type: "AWS", identifiers: ["2"] },
        ],
      },
      { Effect: "Allow", Principal: { AWS: ["2", "1"], Service: ["c.amazonaws.com", "b.amazonaws.com"] } },
    ],
    [
      "conditions by test and variable",
      {
        conditions: [
          { test: "StringLike", variable: "s3:prefix", values: ["", "home/"] },
          { test: "Bool", variable: "aws:SecureTransport", values: ["true"] },
          { test: "StringLike", variable: "s3:prefix", values: ["home/&{aws:username}/*"] },
        ],
      },
      {
        Effect: "Allow",
        Condition: {
          Bool: { "aws:SecureTransport": "true" },
          StringLike: { "s3:prefix": ["", "home/", "home/${aws:username}/*"] },
        },
      },
    ],
    [
      "variables of IAM",
      { resources: ["arn:aws:s3:::b/&{aws:username}"] },
      { Effect: "Allow", Resource: "arn:aws:s3:::b/${aws:username}" },
    ],
  ];
  for (const [what, given, expected] of cases) {
    it(`writes ${what}`, () => assert.deepEqual(statement(given), expected));
  }

  it("puts sources first, then its own statements, then what overrides them by name", () => {
    const text = (...statements: PlainProperties[]) =>
      JSON.stringify({ Version: "2008-10-17", Statement: statements });
    const merged = document({
      policyId: "id",
      sourcePolicyDocuments: [
        text({ Sid: "One", Effect: "Allow", Action: ["b", "a"], Principal: { AWS: ["a", "b"] } }),
        text({ Effect: "Deny", Action: "x" }),
      ],
      statements: [
        { sid: "Own", actions: ["own"] },
        { sid: "One", actions: ["replaced"] },
      ],
      overridePolicyDocuments: [
        text({ Sid: "Own", Effect: "Deny", Action: "overridden" }, { Effect: "Allow", Action: "new" }),
      ],
    });
    assert.deepEqual(merged, {
      Version: "2012-10-17",
      Id: "id",
      Statement: [
        { Sid: "One", Effect: "Allow", Action: "replaced" },
        { Effect: "Deny", Action: "x" },
        { Sid: "Own", Effect: "Deny", Action: "overridden" },
        { Effect: "Allow", Action: "new" },
      ],
    });
  });

  it("keeps what a source says as it is, but sorts its principals", () => {
    const source = {
      Statement: {
        Effect: "Allow",
        Action: ["b", "a"],
        Principal: { AWS: ["a", "b"] },
        Condition: { Bool: { "aws:SecureTransport": true }, StringEquals: { x: ["only"] } },
      },
    };
    assert.deepEqual(document({ sourcePolicyDocuments: [JSON.stringify(source)] })["Statement"], [
      {
        Effect: "Allow",
        Action: ["b", "a"],
        Principal: { AWS: ["b", "a"] },
        Condition: { Bool: { "aws:SecureTransport": "true" }, StringEquals: { x: "only" } },
      },
    ]);
  });

  it("is its version alone without statements", () => {
    assert.deepEqual(document({}), { Version: "2012-10-17" });
    assert.deepEqual(document({ version: "2008-10-17" }), { Version: "2008-10-17" });
  });

  const refused: readonly [string, PlainProperties, RegExp][] = [
    ["two statements of one name", { statements: [{ sid: "A" }, { sid: "A" }] }, /duplicate Sid \(A\)/],
    [
      "two sources with one name",
      { sourcePolicyDocuments: ['{"Statement":[{"Sid":"A"}]}', '{"Statement":[{"Sid":"A"}]}'] },
      /merging source document 1: duplicate Sid \(A\) in source_policy_documents \(statement 0\)/,
    ],
    ["a source that is no JSON", { sourcePolicyDocuments: ["{"] }, /merging source document 0/],
    [
      "variables in the old version",
      { version: "2008-10-17", statements: [{ resources: ["&{x}"] }] },
      /not supported in document version 2008-10-17/,
    ],
  ];
  for (const [what, args, message] of refused) {
    it(`refuses ${what}`, () => assert.match(refusal(args), message));
  }

  it("is unknown as a whole where any of it is", () => {
    for (const args of [
      { statements: [{ actions: ["a"], resources: ["x", UNKNOWN] }] },
      { sourcePolicyDocuments: [UNKNOWN] },
      { statements: UNKNOWN },
    ]) {
      const { json, minifiedJson, id } = evaluated(args);
      assert.deepEqual([json, minifiedJson, id], [UNKNOWN, UNKNOWN, UNKNOWN]);
    }
  });

  const word = fc.stringMatching(/^[a-z]{1,6}:[A-Z<>&]{1,6}$/);
  const words = fc.array(word, { maxLength: 4 });
  const statements = fc.array(
    fc.record({ actions: words, resources: words, effect: fc.constantFrom("Allow", "Deny") }),
    { minLength: 1, maxLength: 4 },
  );

  it("says the same whatever the order of actions and resources", () => {
    fc.assert(
      fc.property(statements, (given) => {
        const turned = given.map((each) => ({
          ...each,
          actions: [...each.actions].reverse(),
          resources: [...each.resources].reverse(),
        }));
        assert.equal(evaluated({ statements: given })["json"], evaluated({ statements: turned })["json"]);
      }),
    );
  });

  it("says every action and resource that is given, and no other", () => {
    fc.assert(
      fc.property(statements, (given) => {
        const written = document({ statements: given })["Statement"] as PlainProperties[];
        given.forEach((each, index) => {
          const list = (value: unknown) => [value ?? []].flat().sort();
          assert.deepEqual(list(written[index]?.["Action"]), [...new Set(each.actions)].sort());
          assert.deepEqual(list(written[index]?.["Resource"]), [...new Set(each.resources)].sort());
          assert.equal(written[index]?.["Effect"], each.effect);
        });
      }),
    );
  });

  it("is what a document of its own text is", () => {
    fc.assert(
      fc.property(statements, (given) => {
        const { json } = evaluated({ statements: given });
        const again = evaluated({ sourcePolicyDocuments: [json] });
        assert.deepEqual(JSON.parse(String(again["json"])), JSON.parse(String(json)));
      }),
    );
  });
});

describe("JSON as Go writes it", () => {
  it("escapes what HTML would take for its own", () => {
    assert.equal(goJson({ a: "<b> & c" }), '{"a":"\\u003cb\\u003e \\u0026 c"}');
  });

  it("reads back to the same value", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) =>
        assert.deepEqual(JSON.parse(goJson(value)), JSON.parse(JSON.stringify(value))),
      ),
    );
  });

  it("has the check sums that everybody has", () => {
    assert.equal(hashCode("123456789"), 0xcbf43926);
    assert.equal(hashCode(""), 0);
  });
});
