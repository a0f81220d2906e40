import { status, type sendUnaryData, type ServerUnaryCall } from "@grpc/grpc-js";
import type { UntypedServiceImplementation } from "@grpc/grpc-js";
import * as messages from "@pulumi/pulumi/proto/provider_pb";
import { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { messageOf } from "../../offline/errors";
import { isDeepStrictEqual } from "node:util";
import { UNKNOWN, type Properties } from "../../offline/provider/properties";
import type { Configure, Provider } from "../../offline/provider/provider";
import type { Account } from "./account";
import { answer, diffMessage, failuresOf, fromStruct, resourceOf, toStruct } from "./messages";
import { EngineMonitor } from "./monitor";

/** What the engine is told about what isn't simulated: once each. */
export type NotSimulated = (what: string) => void;

/**
 * `ResourceProvider` of pulumi/pulumi's proto/pulumi/provider.proto. An engine that attaches opens a connection for each provider
 * resource, and says in `Configure` which configuration that one has: so the connection tells the providers apart.
 */
export class ProviderService {
  private readonly byConnection = new Map<string, Provider>();
  private readonly byUrn = new Map<string, Provider>();

  constructor(
    private readonly configure: Configure,
    private readonly account: Account,
    private readonly notSimulated: NotSimulated,
  ) {}

  implementation(): UntypedServiceImplementation {
    return { ...this.configuration(), ...this.resources(), ...this.functions() };
  }

  private configuration(): UntypedServiceImplementation {
    return {
      handshake: unary(() => {
        const response = new messages.ProviderHandshakeResponse();
        response.setAcceptSecrets(true);
        response.setAcceptResources(true);
        response.setAcceptOutputs(false);
        return response;
      }),
      attach: unary(() => new Empty()),
      getPluginInfo: unary(() => {
        const info = new PluginInfo();
        info.setVersion("");
        return info;
      }),
      checkConfig: unary((request: messages.CheckRequest) => {
        const response = new messages.CheckResponse();
        response.setInputs(request.getNews());
        return response;
      }),
      diffConfig: unary((request: messages.DiffRequest) => {
        const diffs = changedKeys(fromStruct(request.getOlds()), fromStruct(request.getNews()));
        return diffMessage({ diffs, replaces: [], deleteBeforeReplace: false });
      }),
      configure: (
        call: ServerUnaryCall<messages.ConfigureRequest, messages.ConfigureResponse>,
        callback: sendUnaryData<messages.ConfigureResponse>,
      ) => {
        const { values } = fromStruct(call.request.getArgs());
        const provider = this.configure({ variables: values });
        this.byConnection.set(call.getPeer(), provider);
        this.byUrn.set(call.request.getUrn() ?? "", provider);
        const response = new messages.ConfigureResponse();
        response.setAcceptsecrets(true);
        response.setAcceptresources(true);
        response.setSupportspreview(true);
        callback(null, response);
      },
      cancel: unary(() => new Empty()),
    };
  }

  private resources(): UntypedServiceImplementation {
    return {
      check: this.handle((provider, request: messages.CheckRequest) => {
        const olds = fromStruct(request.getOlds());
        const checked = provider.check({
          ...resourceOf(request),
          news: fromStruct(request.getNews()),
          ...(Object.keys(olds.values).length === 0 ? {} : { olds }),
        });
        const response = new messages.CheckResponse();
        response.setInputs(toStruct(checked.inputs));
        response.setFailuresList(failuresOf(checked.failures));
        return response;
      }),
      diff: this.handle((provider, request: messages.DiffRequest) =>
        diffMessage(
          provider.diff({
            ...resourceOf(request),
            id: request.getId(),
            olds: fromStruct(request.getOlds()),
            oldInputs: fromStruct(request.getOldInputs()),
            news: fromStruct(request.getNews()),
            ignoreChanges: request.getIgnorechangesList(),
          }),
        ),
      ),
      create: this.handle(async (provider, request: messages.CreateRequest) => {
        const subject = resourceOf(request);
        const created = await this.account.create(provider, {
          ...subject,
          properties: fromStruct(request.getProperties()),
          preview: request.getPreview(),
        });
        if (!created.simulated) this.notSimulated(subject.type);
        const response = new messages.CreateResponse();
        response.setId(created.id === UNKNOWN ? "" : String(created.id));
        response.setProperties(toStruct(created.properties));
        return response;
      }),
      read: this.handle((provider, request: messages.ReadRequest) => {
        // A refresh sends the inputs of the last deployment; the `get` of a program has none.
        const isRefresh =
          request.hasInputs() && Object.keys(fromStruct(request.getInputs()).values).length > 0;
        const read = this.account.read(
          provider,
          {
            ...resourceOf(request),
            id: request.getId(),
            properties: fromStruct(request.getProperties()),
            preview: false,
          },
          isRefresh,
        );
        const response = new messages.ReadResponse();
        if (read === undefined) return response;
        response.setId(read.id);
        response.setProperties(toStruct(read.properties));
        response.setInputs(request.getInputs());
        return response;
      }),
      update: this.handle(async (provider, request: messages.UpdateRequest) => {
        const updated = await this.account.update(provider, {
          ...resourceOf(request),
          id: request.getId(),
          olds: fromStruct(request.getOlds()),
          news: fromStruct(request.getNews()),
          preview: request.getPreview(),
        });
        const response = new messages.UpdateResponse();
        response.setProperties(toStruct(updated.properties));
        return response;
      }),
      delete: this.handle(async (provider, request: messages.DeleteRequest) => {
        await this.account.delete(provider, {
          ...resourceOf(request),
          id: request.getId(),
          properties: fromStruct(request.getProperties()),
        });
        return new Empty();
      }),
    };
  }

  private functions(): UntypedServiceImplementation {
    return {
      invoke: this.handle((provider, request: messages.InvokeRequest) => {
        const result = provider.invoke({ token: request.getTok(), args: fromStruct(request.getArgs()) });
        if (result) return answer(new messages.InvokeResponse(), result);
        this.notSimulated(request.getTok());
        return new messages.InvokeResponse();
      }),
      construct: this.handle((_, request: messages.ConstructRequest) =>
        this.construct(this.providerOfChildren(request), request),
      ),
      call: this.handle((_, request: messages.CallRequest) => {
        this.notSimulated(request.getTok());
        return new messages.CallResponse();
      }),
    };
  }

  /** What a component's children are made with: the provider that the program gives it for AWS, else the stack's configuration. */
  private providerOfChildren(request: messages.ConstructRequest): Provider {
    const reference = request.getProvidersMap().get("aws") ?? "";
    const given = this.byUrn.get(reference.slice(0, reference.lastIndexOf("::")));
    if (given) return given;
    const config = [...request.getConfigMap().entries()].filter(([key]) => key.startsWith("aws:"));
    return this.configure({
      variables: Object.fromEntries(config.map(([key, value]) => [key.slice("aws:".length), value])),
    });
  }

  private async construct(
    provider: Provider,
    request: messages.ConstructRequest,
  ): Promise<messages.ConstructResponse> {
    const inputs = fromStruct(request.getInputs());
    const monitor = new EngineMonitor(request, (call) => provider.invoke(call));
    try {
      const urn = await monitor.registerComponent(inputs);
      const subject = { urn, type: request.getType(), name: request.getName() };
      const constructed = await provider.construct(
        { ...subject, inputs, preview: request.getDryrun() },
        monitor,
      );
      if (!constructed) this.notSimulated(subject.type);
      const state = constructed?.state ?? { values: {}, secrets: [] };
      await monitor.registerOutputs(urn, state);
      const response = new messages.ConstructResponse();
      response.setUrn(urn);
      response.setState(toStruct(state));
      for (const key of Object.keys(state.values)) {
        const dependencies = new messages.ConstructResponse.PropertyDependencies();
        dependencies.setUrnsList([urn]);
        response.getStatedependenciesMap().set(key, dependencies);
      }
      return response;
    } finally {
      monitor.close();
    }
  }

  private handle<Request, Response>(
    respond: (provider: Provider, request: Request) => Response | Promise<Response>,
  ) {
    return (call: ServerUnaryCall<Request, Response>, callback: sendUnaryData<Response>): void => {
      unary((request: Request) => {
        const peer = call.getPeer();
        const provider = this.byConnection.get(peer) ?? this.configure({ variables: {} });
        this.byConnection.set(peer, provider);
        return respond(provider, request);
      })(call, callback);
    };
  }
}

function changedKeys(olds: Properties, news: Properties): string[] {
  const keys = new Set([...Object.keys(olds.values), ...Object.keys(news.values)]);
  return [...keys].filter((key) => !isDeepStrictEqual(olds.values[key], news.values[key]));
}

function unary<Request, Response>(respond: (request: Request) => Response | Promise<Response>) {
  return (call: ServerUnaryCall<Request, Response>, callback: sendUnaryData<Response>): void => {
    void (async () => {
      try {
        callback(null, await respond(call.request));
      } catch (error) {
        callback({ code: status.UNKNOWN, details: messageOf(error) });
      }
    })();
  };
}
