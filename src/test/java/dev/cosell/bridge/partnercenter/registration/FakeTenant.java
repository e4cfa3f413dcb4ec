package dev.cosell.bridge.partnercenter.registration;

import dev.cosell.bridge.sync.RemoteFailure;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A tenant that is one registration in memory; writes it as the routes do. */
final class FakeTenant implements TenantWebhooks {

  final List<String> calls = new ArrayList<>();
  @Nullable Registered registered;
  @Nullable RemoteFailure failure;
  boolean forgetsWrites;
  @Nullable TestResult result;

  @Override
  public void view(RegistrationCheck check) {
    calls.add("view");
    if (failure != null) {
      throw failure;
    }
    check.found(registered);
  }

  @Override
  public void register(RegistrationCheck check) {
    RegistrationCalls verbs = new RegistrationCalls();
    while (verbs.isOpen(check)) {
      view(check);
      verbs.decide(check);
      if (verbs.isMissing(check)) {
        write("create", verbs.document(check));
        verbs.created(check, 200);
      } else if (verbs.isDifferent(check)) {
        write("replace", verbs.document(check));
        verbs.replaced(check, 200);
      }
    }
  }

  private void write(String how, String document) {
    calls.add(how);
    if (!forgetsWrites) {
      registered = Registered.of(WebhookJson.read(document));
    }
  }

  @Override
  public String sendHeartbeat() {
    calls.add("heartbeat");
    if (failure != null) {
      throw failure;
    }
    return "id-" + calls.size();
  }

  @Override
  public TestResult readHeartbeat(String correlationId) {
    calls.add("result");
    if (result == null) {
      throw new RemoteFailure(RemoteFailure.Kind.TRANSIENT, "not now", null, null);
    }
    return result;
  }
}
