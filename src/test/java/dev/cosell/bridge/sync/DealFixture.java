package dev.cosell.bridge.sync;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Deals, links and the product's own beans with the shipped mapping files. */
final class DealFixture {

  static final Mappings MAPPINGS =
      new Mappings(mapping("dynamics-opportunity"), mapping("dynamics-lead"));
  static final String REFERRAL = "33333333-0000-4000-8000-00000000000a";
  static final RecordId OPPORTUNITY = RecordId.opportunity("11111111-0000-4000-8000-000000000001");
  static final RecordId LEAD = RecordId.lead("11111111-0000-4000-8000-000000000002");
  static final Instant NOW = Instant.parse("2030-01-05T10:00:00Z");
  static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
  static final String IDENTIFIER = "msft_microsoftpartnercenterreferralidentifier";
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

  /** Closed records are read-only, ids are written in lower case. */
  static final CrmTraits CRM =
      new CrmTraits() {
        @Override
        public boolean isReadOnly(String entity, DealStage stage) {
          return stage == DealStage.WON || stage == DealStage.LOST;
        }

        @Override
        public String recordId(String carried) {
          return carried.toLowerCase(Locale.ROOT);
        }
      };

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

  static FieldMapping mapping(String name) {
    return FieldMapping.load(Path.of("routes/mappings/" + name + ".yaml"));
  }

  /** A shipped mapping with these changes to its text. */
  static FieldMapping changed(String name, Path folder, UnaryOperator<String> edit) {
    try {
      String shipped = Files.readString(Path.of("routes/mappings/" + name + ".yaml"));
      String text = edit.apply(shipped);
      assertThat(text).as("the edit").isNotEqualTo(shipped);
      return FieldMapping.load(Files.writeString(folder.resolve(name + ".yaml"), text));
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
    return new Reconcile(new DealRules(MAPPINGS, settings, ALONE, CRM), planner(settings, notes));
  }

  static Outgoing outgoing() {
    return new Outgoing(MAPPINGS, planner(USUAL));
  }

  /** A plan that writes nothing. */
  static Plan plan(Decision decision, @Nullable String reason, Snapshot base, boolean settled) {
    return new Plan(decision, reason, null, null, base, base, base, base, settled, false);
  }

  static Planner planner(SyncSettings settings, Intentions notes) {
    return new Planner(MAPPINGS, new RecordPainter(settings, CLOCK), new OwnWrites(notes), CRM);
  }

  static Planner planner(SyncSettings settings) {
    return planner(settings, new Notes());
  }

  static Reconcile reconcile() {
    return reconcile(USUAL);
  }

  /** A link that has no record yet. */
  static Link newLink() {
    return new Link(
        1,
        new ReferralId(REFERRAL),
        null,
        null,
        LinkState.NEW,
        null,
        JsonNodeFactory.instance.objectNode(),
        null,
        null,
        null,
        null,
        NOW,
        NOW);
  }

  /**
   * A link whose record equals the referral at version {@code W/"1"}; the referral has a newer
   * version since.
   */
  static Link linked(RecordId record, JsonNode referral) {
    FieldMapping mapping = MAPPINGS.of(record);
    ObjectNode base = Json.object(mapping.ofRecord(row(record, referral)).toJson());
    base.retain(
        ComparedFields.of(mapping).stream().map(field -> field.name()).toArray(String[]::new));
    return newLink()
        .with(record, "W/\"1\"")
        .agreeing(base, "\"e0\"", "W/\"1\"")
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
    write(row, plan.knownWrite().columns());
    return row.put(record.isLead() ? "leadid" : "opportunityid", record.value());
  }

  /** Writes columns into a row, those of related rows below the name of their table. */
  static void write(ObjectNode row, List<ColumnWrite> columns) {
    for (ColumnWrite column : columns) {
      String table = column.column().table();
      ObjectNode target = table == null ? row : row.withObject("/" + table);
      target.set(column.column().name(), column.value());
    }
  }

  /** A record with these changes, as it was read. */
  static CrmRecord record(RecordId id, JsonNode referral, String changes) {
    return new CrmRecord(id, "W/\"2\"", NOW, merged(row(id, referral), json(changes)));
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
