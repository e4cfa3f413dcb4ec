package dev.cosell.bridge.scenario;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.cosell.bridge.sandbox.Sandbox;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** The packaged service as processes of its own beside a sandbox of its own. */
abstract class ProcessScenario {

  /** Polls and repeats quickly, so that a test need not wait. */
  static final Map<String, String> QUICK =
      Map.of(
          "cosell.crm-poll-interval", "200ms",
          "cosell.partner-center.create-patience", "1s",
          "cosell.synchronization.rest", "50ms",
          "cosell.synchronization.first-retry", "100ms",
          "cosell.synchronization.longest-retry", "1s");

  @TempDir Path folder;
  Sandbox sandbox;
  Crm crm;
  BothSystems systems;
  private final List<BridgeProcess> bridges = new ArrayList<>();

  @BeforeEach
  void startSandbox() throws IOException {
    sandbox = Sandbox.start();
    crm = Crm.of(sandbox);
    systems = new BothSystems(sandbox, crm);
  }

  @AfterEach
  void stopAll() {
    bridges.forEach(BridgeProcess::close);
    sandbox.close();
  }

  /** Goes on with one CRM alone, but in the long variant: the law has little to do with the CRM. */
  final void requireCrmOfTheShortRun() {
    assumeTrue(
        crm.name().equals("dynamics") || Boolean.getBoolean("cosell.long"),
        "-Plong shows it for every CRM");
  }

  /** A service that does not run yet; it finds the sandbox. */
  BridgeProcess bridge(Map<String, String> more) {
    Map<String, String> settings = new HashMap<>(crm.bridgeSettings());
    settings.putAll(more);
    BridgeProcess bridge = new BridgeProcess(folder, settings);
    PackagedBridge.shareClasses(bridge.settings());
    bridges.add(bridge);
    return bridge;
  }
}
