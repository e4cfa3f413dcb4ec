package dev.cosell.bridge.scenario;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cosell.bridge.sandbox.dataverse.DataverseSandbox;
import dev.cosell.bridge.sandbox.http.SandboxExchange;
import dev.cosell.bridge.sandbox.http.SandboxJson;
import dev.cosell.bridge.sandbox.http.SandboxRequest;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What Dataverse was asked for. */
final class DynamicsRequests implements CrmRequests {

  private static final Pattern SINCE = Pattern.compile(" and modifiedon ge (\\S+)$");

  private final DataverseSandbox dataverse;
  private final DynamicsWords words;

  DynamicsRequests(DataverseSandbox dataverse, DynamicsWords words) {
    this.dataverse = dataverse;
    this.words = words;
  }

  static String entitySet(String entity) {
    return entity.equals("lead") ? DynamicsCrm.LEADS : DynamicsCrm.DEALS;
  }

  @Override
  public List<SandboxRequest> all() {
    return dataverse.requests();
  }

  @Override
  public List<SandboxExchange> exchanges() {
    return dataverse.exchanges();
  }

  @Override
  public void forget() {
    dataverse.forgetRequests();
  }

  @Override
  public List<SandboxRequest> writes() {
    return all().stream().filter(request -> !isRead(request)).toList();
  }

  @Override
  public ObjectNode written(SandboxRequest write) {
    String path = write.path();
    if (path.endsWith("/WinOpportunity")) {
      return SandboxJson.object().put("stage", "won");
    }
    if (path.endsWith("/LoseOpportunity")) {
      return SandboxJson.object().put("stage", "lost");
    }
    return words.written(path.contains("/leads("), SandboxJson.parseObject(write.body()));
  }

  @Override
  public boolean isGuardedBy(SandboxRequest write, String version) {
    return write.header("If-Match").filter(version::equals).isPresent();
  }

  @Override
  public List<SandboxRequest> polls(String entity) {
    return all().stream()
        .filter(DynamicsRequests::isPoll)
        .filter(request -> request.path().endsWith("/" + entitySet(entity)))
        .toList();
  }

  @Override
  public List<SandboxRequest> pollRounds() {
    return polls("opportunity").stream()
        .filter(request -> !request.parameters().containsKey("$skiptoken"))
        .toList();
  }

  @Override
  public Instant polledSince(SandboxRequest poll) {
    String filter = poll.parameters().getOrDefault("$filter", "");
    Matcher since = SINCE.matcher(filter);
    if (!since.find()) {
      throw new AssertionError("This poll asks for all changes: " + filter);
    }
    return Instant.parse(since.group(1));
  }

  @Override
  public List<SandboxRequest> reads() {
    return all().stream()
        .filter(request -> isRead(request) && !isPoll(request))
        .filter(request -> request.path().matches(".*/(opportunities|leads)(\\(.*)?"))
        .toList();
  }

  @Override
  public List<SandboxRequest> others() {
    return all().stream().filter(request -> !isPoll(request)).toList();
  }

  private static boolean isRead(SandboxRequest request) {
    return request.method().equals("GET");
  }

  /** Only the poll and change tracking ask for pages. */
  private static boolean isPoll(SandboxRequest request) {
    String wishes = request.header("Prefer").orElse("");
    return isRead(request)
        && wishes.contains("odata.maxpagesize=")
        && !wishes.contains("odata.track-changes");
  }
}
