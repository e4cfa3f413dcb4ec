package dev.cosell.bridge.sync;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cosell.bridge.crm.DealRows;
import dev.cosell.bridge.crm.Deals;
import dev.cosell.bridge.crm.TestedCrm;
import dev.cosell.bridge.link.Link;
import dev.cosell.bridge.link.LinkState;
import dev.cosell.bridge.link.RecordId;
import dev.cosell.bridge.link.ReferralId;
import dev.cosell.bridge.mapping.ColumnWrite;
import dev.cosell.bridge.mapping.DealStage;
import dev.cosell.bridge.mapping.FieldMapping;
import dev.cosell.bridge.mapping.Snapshot;
import dev.cosell.bridge.run.RunLog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Deals, links and the product's own beans with the shipped mapping files of the CRM that the tests
 * are run with. Rows of its records are written in the words of {@link DealRows}.
 */
final class DealFixture {

  static final TestedCrm CRM = TestedCrm.chosen();
  static final CrmTraits TRAITS = CRM.traits();
  static final DealRows ROWS = new DealRows(CRM);
  static final Mappings MAPPINGS = CRM.mappings();
  static final String REFERRAL = Deals.REFERRAL;
  static final RecordId OPPORTUNITY = CRM.record("opportunity", 1);
  static final RecordId LEAD = CRM.record("lead", 2);
  static final Instant NOW = Deals.NOW;
  static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
  static final SyncSettings USUAL =
      new SyncSettings(
          SyncSettings.CheckMarkPlace.NAME,
          false,
          List.of(
              "name",
              "accountName",
              "country",
              "solutions",
              "dealValue",
              "currency",
              "closingDate"));

  /** No other link knows of this deal. */
  static final Neighbours ALONE =
      new Neighbours() {
        @Override
        public Optional<Link> holderOf(RecordId record) {
          return Optional.empty();
        }

        @Override
        public Optional<Link> holderOf(ReferralId referral) {
          return Optional.empty();
        }

        @Override
        public boolean isBeingCreated(long linkKey) {
          return false;
        }
      };

  private static final String DEAL =
      """
      {"id": "33333333-0000-4000-8000-00000000000a", "eTag": "\\"e1\\"", "name": "Example rollout",
       "status": "Active", "substatus": "Accepted", "type": "Shared", "qualification": "SalesQualified",
       "organizationId": "44444444-0000-4000-8000-000000000004", "updatedDateTime": "2030-01-05T10:00:00.5000000Z",
       "referralProgram": "CoSell",
       "customerProfile": {"name": "Example Customer Ltd", "ids": {},
         "address": {"addressLine1": "1 Sample Street", "addressLine2": "Floor 2", "city": "Sampletown", "state": "WA",
           "postalCode": "00000", "country": "US"},
         "team": [{"firstName": "Avery", "lastName": "Example", "phoneNumber": "+15550100", "email": "avery@customer.example"}]},
       "consent": {"consentToShareReferralWithMicrosoftSellers": true},
       "details": {"notes": "Synthetic deal.", "dealValue": 50000, "currency": "USD",
         "closingDateTime": "2030-11-14T00:00:00Z",
         "requirements": {"solutions": [{"type": "Name", "id": "SOL-2-B"}, {"type": "Name", "id": "SOL-1-A"}]}},
       "inviteContext": {"assistanceRequestCode": "ProofOfConceptOrDemo",
         "invitedBy": {"organizationId": "44444444-0000-4000-8000-000000000004"}},
       "trackingInfo": {"microsoftMsxId": "7-ABC"},
       "team": [{"firstName": "Robin", "lastName": "Seller", "phoneNumber": "+15550101", "email": "robin@partner.example"}]}
      """;

  /** What makes the deal a marketplace lead that nobody has accepted. */
  static final String UNACCEPTED_LEAD =
      "{'type':'Independent','qualification':'Direct','status':'New','substatus':'Pending',"
          + "'inviteContext':{'invitedBy':{'organizationId':'msft'}}}";

  private DealFixture() {}

  /** A shipped mapping with these changes to its text. */
  static FieldMapping changed(String entity, Path folder, UnaryOperator<String> edit) {
    String name = CRM.name() + "-" + entity + ".yaml";
    try {
      String shipped = Files.readString(Path.of("routes/mappings/" + name));
      String text = edit.apply(shipped);
      assertThat(text).as("the edit").isNotEqualTo(shipped);
      return FieldMapping.load(Files.writeString(folder.resolve(name), text));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** JSON with single quotes. */
  static ObjectNode json(String text) {
    return Json.object(text.replace('\'', '"'));
  }

  /** A complete deal of the own sellers, accepted. */
  static ObjectNode referral() {
    return Json.object(DEAL);
  }

  /** A complete deal with these changes; objects are merged, all else is replaced. */
  static ObjectNode referral(String changes) {
    return merged(referral(), json(changes));
  }

  /** A complete marketplace lead that nobody has accepted, with these changes. */
  static ObjectNode leadReferral(String changes) {
    return merged(referral(UNACCEPTED_LEAD), json(changes));
  }

  static ObjectNode merged(ObjectNode target, ObjectNode changes) {
    for (Map.Entry<String, JsonNode> change : changes.properties()) {
      if (change.getValue() instanceof ObjectNode inner
          && target.get(change.getKey()) instanceof ObjectNode before) {
        merged(before, inner);
      } else {
        target.set(change.getKey(), change.getValue());
      }
    }
    return target;
  }

  static Reconcile reconcile(SyncSettings settings) {
    return reconcile(settings, new Notes());
  }

  static Reconcile reconcile(SyncSettings settings, Intentions notes) {
    return new Reconcile(
        new DealRules(MAPPINGS, settings, ALONE, TRAITS), planner(settings, notes));
  }

  static Outgoing outgoing() {
    return new Outgoing(MAPPINGS, planner(USUAL));
  }

  /** A plan that writes nothing. */
  static Plan plan(Decision decision, @Nullable String reason, Snapshot base, boolean settled) {
    return new Plan(decision, reason, null, null, base, base, base, base, settled, false);
  }

  static Planner planner(SyncSettings settings, Intentions notes) {
    return new Planner(MAPPINGS, new RecordPainter(settings, CLOCK), new OwnWrites(notes), TRAITS);
  }

  static Planner planner(SyncSettings settings) {
    return planner(settings, new Notes());
  }

  static Reconcile reconcile() {
    return reconcile(USUAL);
  }

  /** A link that has no record yet. */
  static Link newLink() {
    return Deals.link(null, null);
  }

  /** A version of a record, as the CRM tells it. */
  static String version(int number) {
    return CRM.version(number, JsonNodeFactory.instance.objectNode().put("it", number));
  }

  /**
   * A link whose record equals the referral at the first version; the referral has a newer version
   * since.
   */
  static Link linked(RecordId record, JsonNode referral) {
    FieldMapping mapping = MAPPINGS.of(record);
    ObjectNode base = Json.object(mapping.ofRecord(row(record, referral)).toJson());
    base.retain(
        ComparedFields.of(mapping).stream().map(field -> field.name()).toArray(String[]::new));
    return newLink()
        .with(record, version(1))
        .agreeing(base, "\"e0\"", version(1))
        .standing(LinkState.LINKED, null);
  }

  /** A link that was reconciled at this very version of the referral. */
  static Link settled(RecordId record, JsonNode referral) {
    Link link = linked(record, referral);
    return link.agreeing(link.base(), Standing.version(referral), link.recordVersion());
  }

  /** The row that holds everything of a referral. */
  static ObjectNode row(RecordId record, JsonNode referral) {
    Plan plan =
        planner(USUAL)
            .create(
                on(newLink(), referral),
                record.isLead() ? Decision.CREATE_LEAD : Decision.CREATE_OPPORTUNITY);
    ObjectNode row = JsonNodeFactory.instance.objectNode();
    ROWS.write(row, plan.knownWrite().columns());
    return row.put(ROWS.column(record.entity(), "externalReference"), record.value());
  }

  /** A record with these changes in words, as it was read at the second version. */
  static CrmRecord record(RecordId id, JsonNode referral, String changes) {
    ObjectNode row = row(id, referral);
    return new CrmRecord(id, version(2), NOW, merged(row, ROWS.row(id.entity(), json(changes))));
  }

  /** What a word gets by a write, null when it gets nothing. */
  static @Nullable JsonNode written(RecordWrite write, String word) {
    if (!words(write).contains(word)) {
      return null;
    }
    ObjectNode row = JsonNodeFactory.instance.objectNode();
    for (ColumnWrite column : write.columns()) {
      ObjectNode holder =
          column.column().table() == null ? row : row.withObject("/" + column.column().table());
      holder.set(column.column().name(), column.value());
    }
    return ROWS.value(write.entity(), row, word);
  }

  /** Whether the CRM lets nobody edit an opportunity that stands there. */
  static boolean isReadOnly(String stage) {
    return TRAITS.isReadOnly(
        "opportunity", DealStage.valueOf(stage.replace('-', '_').toUpperCase(Locale.ROOT)));
  }

  /** The words that are written. */
  static Set<String> words(@Nullable RecordWrite write) {
    return write == null ? Set.of() : ROWS.words(write.entity(), write.columns());
  }

  /** News of the referral that named these versions; without any, one that named none. */
  static Trigger news(String... versions) {
    List<Trigger.News> news =
        versions.length == 0
            ? List.of(ofReferral(null))
            : Stream.of(versions).map(DealFixture::ofReferral).toList();
    return new Trigger(news, 0, false);
  }

  static Trigger.News ofReferral(@Nullable String version) {
    return new Trigger.News(Trigger.Side.REFERRAL, "partner-center referral-updated", version);
  }

  static Trigger operator() {
    return new Trigger(List.of(new Trigger.News(null, "operator resubmit", null)), 0, true);
  }

  /** A synchronization that has read the referral. */
  static Synchronization on(Link link, JsonNode referral) {
    return Synchronization.begin(news(), new RunLog(), new Progress(link)).withReferral(referral);
  }

  /** A thorough synchronization that has read both sides. */
  static Synchronization thorough(Link link, JsonNode referral, @Nullable CrmRecord record) {
    return Synchronization.begin(operator(), new RunLog(), new Progress(link))
        .withReferral(referral)
        .withRecord(record);
  }
}
