package dev.cosell.bridge.sandbox.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cosell.bridge.sandbox.http.Refused;
import dev.cosell.bridge.sandbox.http.SandboxJson;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where the contracts lie, and the validators made of them, one per contract and JVM. */
final class PublishedContracts {

  /** System property that names another folder than {@code ../shared/spec/openapi}. */
  static final String FOLDER_PROPERTY = "cosell.sandbox.contracts";

  private static final Logger LOG = LoggerFactory.getLogger(PublishedContracts.class);
  private static final AtomicBoolean MISSING_WAS_TOLD = new AtomicBoolean();
  private static final Map<Path, Contract> READ = new ConcurrentHashMap<>();

  private PublishedContracts() {}

  static Optional<Contract> referrals() {
    return contract(
        "partner-center-referrals.swagger.json",
        file ->
            Contract.read(
                file, "/v1.0/engagements", KnownDifferences.REFERRALS, UnaryOperator.identity()));
  }

  static Optional<Contract> webhooks() {
    return contract(
        "partner-center-webhooks.swagger.json",
        file ->
            Contract.read(
                file,
                "/webhooks",
                KnownDifferences.WEBHOOKS,
                PublishedContracts::withSmallInitials));
  }

  private static Optional<Contract> contract(String name, Function<Path, Contract> reader) {
    String folder = System.getProperty(FOLDER_PROPERTY, "../shared/spec/openapi");
    Path file = Path.of(folder, name).toAbsolutePath().normalize();
    if (Files.isReadable(file)) {
      return Optional.of(READ.computeIfAbsent(file, reader));
    }
    if (MISSING_WAS_TOLD.compareAndSet(false, true)) {
      LOG.warn("No contracts in {}: the sandbox validates nothing against them.", folder);
    }
    return Optional.empty();
  }

  // 12.1 and 12.3: PascalCase in the documentation, camelCase in the contract; both are right.
  private static String withSmallInitials(String body) {
    try {
      return SandboxJson.text(withSmallInitials(SandboxJson.parse(body)));
    } catch (Refused notJson) {
      return body;
    }
  }

  private static JsonNode withSmallInitials(JsonNode node) {
    if (!(node instanceof ObjectNode object)) {
      return node;
    }
    ObjectNode renamed = SandboxJson.object();
    object
        .properties()
        .forEach(
            property ->
                renamed.set(
                    property.getKey().substring(0, 1).toLowerCase(Locale.ROOT)
                        + property.getKey().substring(1),
                    property.getValue()));
    return renamed;
  }
}
