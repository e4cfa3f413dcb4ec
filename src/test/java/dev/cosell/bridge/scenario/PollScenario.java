package dev.cosell.bridge.scenario;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cosell.bridge.ledger.Change;
import dev.cosell.bridge.link.Link;
import dev.cosell.bridge.link.RecordId;
import dev.cosell.bridge.link.ReferralId;
import dev.cosell.bridge.run.RunLog;
import dev.cosell.bridge.sandbox.http.SandboxJson;
import dev.cosell.bridge.sync.Progress;
import dev.cosell.bridge.sync.Synchronization;
import dev.cosell.bridge.sync.Trigger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;

/** The poll of the CRM without workers that would take what it noted. */
@TestPropertySource(
    properties = {
      "cosell.crm-poll-interval=200ms",
      // a test says itself when a worker takes what the poll noted
      "camel.main.auto-startup-exclude-pattern="
          + "poll-*,.*-notice-removed,sweep-*,drift-*,synchronize-changes,wake-workers"
    })
@DirtiesContext
abstract class PollScenario extends BridgeScenario {

  @Autowired JdbcClient jdbc;

  @DynamicPropertySource
  static void pages(DynamicPropertyRegistry registry) {
    CRM.settingsOfSmallPages().forEach((name, value) -> registry.add(name, () -> value));
  }

  @BeforeEach
  void beginWithAnEmptyCrm() {
    CRM.clear();
    for (String table : List.of("change", "link", "cursor")) {
      jdbc.sql("DELETE FROM " + table).update();
    }
    forgetRequests();
  }

  /** How many pages so many records fill. */
  static int pages(int records) {
    int size = CRM.traits().pollPageSize();
    return (records + size - 1) / size;
  }

  static List<RecordId> opportunities(int count, boolean sync) {
    List<RecordId> records = new ArrayList<>();
    for (int number = 0; number < count; number++) {
      ObjectNode form = json("{'account':{'name':'Contoso','postalCode':'1'}}");
      form.put("name", "Deal " + number).put("sync", sync);
      records.add(RecordId.opportunity(CRM.createDeal(form)));
    }
    return records;
  }

  /** The version of a record as the bridge reads it. */
  String version(RecordId record) {
    Link unsaved = unlinked().with(record, null);
    Synchronization deal =
        Synchronization.begin(
            new Trigger(List.of(), 0, false), new RunLog(), new Progress(unsaved));
    camel.requestBody("direct:crm-prepare", "a test");
    return String.valueOf(
        camel.requestBody("direct:crm-find-record", deal, Synchronization.class).knownVersion());
  }

  private static ObjectNode referralOf(Link link) {
    return SandboxJson.object().put("referralId", String.valueOf(link.referralId()));
  }

  private Link unlinked() {
    return links.find(links.keyOf(ReferralId.of(UUID.randomUUID().toString()))).orElseThrow();
  }

  /** A link that agrees with the record as it is. */
  Link linked(RecordId record) {
    Link unlinked = unlinked();
    CRM.edit(record.value(), referralOf(unlinked));
    Link link = unlinked.with(record, version(record));
    links.save(link, Instant.now());
    return link;
  }

  List<Change> changes(RecordId record) {
    return links.findKey(record).map(ledger::of).orElse(List.of());
  }

  /** A deal that is in the CRM only, as it is read. */
  Synchronization found(RecordId record) {
    Link link = links.find(links.keyOf(record)).orElseThrow();
    Synchronization deal =
        Synchronization.begin(new Trigger(List.of(), 0, false), new RunLog(), new Progress(link));
    camel.requestBody("direct:crm-prepare", "a test");
    return camel.requestBody("direct:crm-find-record", deal, Synchronization.class);
  }

  /** The same with what stands around it. */
  Synchronization related(Synchronization found) {
    forgetRequests();
    return camel.requestBody("direct:crm-read-related", found, Synchronization.class);
  }
}
