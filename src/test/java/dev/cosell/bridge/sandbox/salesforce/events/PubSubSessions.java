package dev.cosell.bridge.sandbox.salesforce.events;

import dev.cosell.bridge.sandbox.salesforce.oauth.Sessions;
import dev.cosell.bridge.sandbox.salesforce.record.Organization;
import dev.cosell.bridge.sandbox.salesforce.record.RecordId;
import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.StatusRuntimeException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/** Lets only calls pass that name a good token, the organization and its address; notes them. */
final class PubSubSessions implements ServerInterceptor {

  /** The token of the call that is being served. */
  static final Context.Key<String> TOKEN = Context.key("token");

  private static final Metadata.Key<String> ACCESS_TOKEN = key("accesstoken");
  private static final Metadata.Key<String> INSTANCE_URL = key("instanceurl");
  private static final Metadata.Key<String> TENANT_ID = key("tenantid");

  private final Sessions sessions;
  private final Supplier<String> url;
  private final List<String> calls = new CopyOnWriteArrayList<>();

  PubSubSessions(Sessions sessions, Supplier<String> url) {
    this.sessions = sessions;
    this.url = url;
  }

  /** The methods that were called so far, also in vain. */
  List<String> calls() {
    return List.copyOf(calls);
  }

  boolean accepts(String token) {
    return sessions.accepts(token);
  }

  @Override
  public <Q, A> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
    calls.add(String.valueOf(call.getMethodDescriptor().getBareMethodName()));
    String token = Objects.requireNonNullElse(headers.get(ACCESS_TOKEN), "");
    if (!isOurs(headers) || !accepts(token)) {
      StatusRuntimeException refusal = PubSubRefusal.unauthenticated();
      call.close(
          refusal.getStatus(), Objects.requireNonNullElseGet(refusal.getTrailers(), Metadata::new));
      return new ServerCall.Listener<>() {};
    }
    return Contexts.interceptCall(Context.current().withValue(TOKEN, token), call, headers, next);
  }

  private boolean isOurs(Metadata headers) {
    String tenant = Objects.requireNonNullElse(headers.get(TENANT_ID), "");
    return url.get().equals(headers.get(INSTANCE_URL))
        && RecordId.parse(tenant).filter(id -> id.text().equals(Organization.ID)).isPresent();
  }

  private static Metadata.Key<String> key(String name) {
    return Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER);
  }
}
