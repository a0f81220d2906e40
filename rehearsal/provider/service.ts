import { status, type sendUnaryData, type ServerUnaryCall } from "@grpc/grpc-js";
import type { UntypedServiceImplementation } from "@grpc/grpc-js";
import * as messages from "@pulumi/pulumi/proto/provider_pb";
import { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { messageOf } from "../../offline/errors";
import { isDeepStrictEqual } from "node:util";
import { UNKNOWN, type Properties } from "../../offline/provider/properties";
import { configure } from "../../offline/packages";
import type { Provider } from "../../offline/provider/provider";
import type { Account } from "./account";
import { answer, diffMessage, failuresOf, resourceOf, withoutUnknowns } from "./messages";
import { propertiesOf, structOf } from "../../offline/provider/structs";
import { EngineMonitor } from "./monitor";

/** Called with each type or function that is not simulated. */
export type NotSimulated = (what: string) => void;

/**
 * `ResourceProvider` of pulumi/pulumi's proto/pulumi/provider.proto. An engine that attaches opens a connection for each provider
 * resource, and says in `Configure` which configuration that one has: so the connection tells the providers apart.
 */
export class ProviderService {
  private readonly byConnection = new Map<string, Provider>();

  constructor(
    private readonly account: Account,
    private readonly notSimulated: NotSimulated,
    private readonly programDirectory?: string,
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
        const diffs = changedKeys(propertiesOf(request.getOlds()), propertiesOf(request.getNews()));
        return diffMessage({ diffs, replaces: [], deleteBeforeReplace: false });
      }),
      configure: (
        call: ServerUnaryCall<messages.ConfigureRequest, messages.ConfigureResponse>,
        callback: sendUnaryData<messages.ConfigureResponse>,
      ) => {
        const { values } = propertiesOf(call.request.getArgs());
        const type = call.request.getType() ?? "";
        const name = type.replace("pulumi:providers:", "");
        this.byConnection.set(call.getPeer(), configure(name, values, this.programDirectory));
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
        const olds = propertiesOf(request.getOlds());
        const checked = this.account.check(provider, {
          ...resourceOf(request),
          news: propertiesOf(request.getNews()),
          ...(Object.keys(olds.values).length === 0 ? {} : { olds }),
        });
        const response = new messages.CheckResponse();
        response.setInputs(structOf(checked.inputs));
        response.setFailuresList(failuresOf(checked.failures));
        return response;
      }),
      diff: this.handle((provider, request: messages.DiffRequest) =>
        diffMessage(
          provider.diff({
            ...resourceOf(request),
            id: request.getId(),
            olds: propertiesOf(request.getOlds()),
            oldInputs: propertiesOf(request.getOldInputs()),
            news: propertiesOf(request.getNews()),
            ignoreChanges: request.getIgnorechangesList(),
          }),
        ),
      ),
      create: this.handle(async (provider, request: messages.CreateRequest) => {
        const subject = resourceOf(request);
        const created = await this.account.create(provider, {
          ...subject,
          properties: propertiesOf(request.getProperties()),
          preview: request.getPreview(),
        });
        if (!created.simulated) this.notSimulated(subject.type);
        const response = new messages.CreateResponse();
        response.setId(created.id === UNKNOWN ? "" : created.id);
        response.setProperties(stateOf(created.properties, request.getPreview()));
        return response;
      }),
      read: this.handle((provider, request: messages.ReadRequest) => {
        // A refresh sends the inputs of the last deployment; the `get` of a program has none.
        const isRefresh =
          request.hasInputs() && Object.keys(propertiesOf(request.getInputs()).values).length > 0;
        const read = this.account.read(
          provider,
          {
            ...resourceOf(request),
            id: request.getId(),
            properties: propertiesOf(request.getProperties()),
            preview: false,
          },
          isRefresh,
        );
        const response = new messages.ReadResponse();
        if (read === undefined) return response;
        response.setId(read.id);
        response.setProperties(stateOf(read.properties, false));
        response.setInputs(request.getInputs());
        return response;
      }),
      update: this.handle(async (provider, request: messages.UpdateRequest) => {
        const updated = await this.account.update(provider, {
          ...resourceOf(request),
          id: request.getId(),
          olds: propertiesOf(request.getOlds()),
          news: propertiesOf(request.getNews()),
          preview: request.getPreview(),
        });
        const response = new messages.UpdateResponse();
        response.setProperties(stateOf(updated.properties, request.getPreview()));
        return response;
      }),
      delete: this.handle(async (provider, request: messages.DeleteRequest) => {
        await this.account.delete(provider, {
          ...resourceOf(request),
          id: request.getId(),
          properties: propertiesOf(request.getProperties()),
        });
        return new Empty();
      }),
    };
  }

  private functions(): UntypedServiceImplementation {
    return {
      invoke: this.handle((provider, request: messages.InvokeRequest) => {
        const result = provider.invoke({ token: request.getTok(), args: propertiesOf(request.getArgs()) });
        if (result) return answer(new messages.InvokeResponse(), result);
        this.notSimulated(request.getTok());
        return new messages.InvokeResponse();
      }),
      construct: this.handle((provider, request: messages.ConstructRequest) =>
        this.construct(provider, request),
      ),
      call: this.handle((_, request: messages.CallRequest) => {
        this.notSimulated(request.getTok());
        return new messages.CallResponse();
      }),
    };
  }

  private async construct(
    provider: Provider,
    request: messages.ConstructRequest,
  ): Promise<messages.ConstructResponse> {
    const inputs = propertiesOf(request.getInputs());
    const monitor = new EngineMonitor(request);
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
      response.setState(structOf(state));
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
        const provider = this.byConnection.get(peer) ?? configure("", {});
        this.byConnection.set(peer, provider);
        return respond(provider, request);
      })(call, callback);
    };
  }
}

/** The state of a resource, which holds unknown values in a preview only. */
function stateOf(properties: Properties, preview: boolean) {
  return structOf(preview ? properties : withoutUnknowns(properties));
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
