package dev.cosell.bridge.sync;

import static dev.cosell.bridge.sync.DealFixture.operator;
import static dev.cosell.bridge.sync.DealFixture.referral;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cosell.bridge.link.Link;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Any history of edits, synchronizations and crashes: no edit is lost, and it comes to rest. */
class ConvergencePropertyTest {

  /** A field as both sides spell it; %s is the value. */
  enum Field {
    NOTES("{'details':{'notes':'%s'}}", "{'description':'%s'}", "description", "a b c"),
    VALUE("{'details':{'dealValue':%s}}", "{'estimatedvalue':%s}", "estimatedvalue", "1 2 3"),
    PROGRAM(
        "{'referralProgram':'%s'}",
        "{'msft_microsoftpartnercenterreferralprogram':'%s'}",
        "msft_microsoftpartnercenterreferralprogram",
        "a b c"),
    DAY(
        "{'details':{'closingDateTime':'%sT00:00:00Z'}}",
        "{'estimatedclosedate':'%s'}", "estimatedclosedate", "2031-01-01 2031-01-02 2031-01-03");

    private final String portal;
    private final String seller;
    private final String column;
    private final String values;

    Field(String portal, String seller, String column, String values) {
      this.portal = portal;
      this.seller = seller;
      this.column = column;
      this.values = values;
    }

    String value(int index) {
      return values.split(" ", -1)[index];
    }
  }

  /** Who does something. */
  enum Actor {
    PORTAL,
    SELLER,
    BRIDGE,
    OPERATOR,
    CRASH
  }

  /** One step of a history. */
  record Action(Actor actor, Field field, String value) {}

  @Provide
  Arbitrary<List<Action>> histories() {
    return Combinators.combine(
            Arbitraries.of(Actor.class),
            Arbitraries.of(Field.class),
            Arbitraries.integers().between(0, 2))
        .as((actor, field, value) -> new Action(actor, field, field.value(value)))
        .list()
        .ofMaxSize(12);
  }

  @Property(tries = 600)
  void noEditIsLost(@ForAll("histories") List<Action> history) {
    BothSides sides = BothSides.linked(referral());
    Map<Field, String> portal = new HashMap<>();
    Map<Field, String> seller = new HashMap<>();
    for (Action action : history) {
      carryOut(sides, action);
      if (action.actor() == Actor.PORTAL) {
        portal.put(action.field(), action.value());
      } else if (action.actor() == Actor.SELLER) {
        seller.put(action.field(), action.value());
      }
    }
    JsonNode before = sides.referral.deepCopy();
    sides.synchronize(operator());

    assertThat(sides.referral).isEqualTo(before);
    for (Field field : Field.values()) {
      String now = sides.column(field.column).asText();
      String theirs = portal.get(field);
      String ours = seller.get(field);
      if (theirs != null && ours != null) {
        assertThat(now).isIn(theirs, ours);
      } else if (theirs != null) {
        assertThat(now).isEqualTo(theirs);
      } else if (ours != null) {
        assertThat(now).isEqualTo(ours);
      }
    }
  }

  @Property(tries = 300)
  void aFieldThatBothEditedGoesToTheSideThatWasChangedLast(
      @ForAll("histories") List<Action> edits) {
    BothSides sides = BothSides.linked(referral());
    for (Action action : edits) {
      if (action.actor() == Actor.PORTAL || action.actor() == Actor.SELLER) {
        carryOut(sides, action);
      }
    }
    Field both = Field.NOTES;
    carryOut(sides, new Action(Actor.PORTAL, both, "from the portal"));
    carryOut(sides, new Action(Actor.SELLER, both, "from the seller"));
    boolean portalLast = edits.size() % 2 == 0;
    carryOut(
        sides,
        new Action(
            portalLast ? Actor.PORTAL : Actor.SELLER, Field.PROGRAM, "the last edit of all"));

    sides.synchronize(operator());

    assertThat(sides.column("description").asText())
        .isEqualTo(portalLast ? "from the portal" : "from the seller");
  }

  @Property(tries = 300)
  void comesToRest(@ForAll("histories") List<Action> history) {
    BothSides sides = BothSides.linked(referral());
    history.forEach(action -> carryOut(sides, action));
    sides.synchronize(operator());
    int writes = sides.writes.size();
    Link link = sides.link;

    sides.synchronize();
    sides.synchronize(operator());
    sides.link = sides.link.distrusted();
    sides.synchronize();

    assertThat(sides.writes).hasSize(writes);
    assertThat(sides.link.base()).isEqualTo(link.base());
    assertThat(sides.records).hasSize(1);
  }

  @Property(tries = 300)
  void aVersionIsRememberedOnlyForARecordThatEqualsTheBase(
      @ForAll("histories") List<Action> history) {
    BothSides sides = BothSides.linked(referral());
    history.forEach(action -> carryOut(sides, action));
    sides.synchronize(operator());
    String version = sides.link.recordVersion();
    if (version == null) {
      return;
    }
    assertThat(version).isEqualTo(sides.row().etag());
    JsonNode record =
        Json.object(DealFixture.MAPPINGS.opportunity().ofRecord(sides.row().columns).toJson());
    sides
        .link
        .base()
        .properties()
        .forEach(it -> assertThat(it.getValue()).isEqualTo(record.path(it.getKey())));
  }

  private static void carryOut(BothSides sides, Action action) {
    switch (action.actor()) {
      case PORTAL -> sides.portal(action.field().portal.replace("%s", action.value()));
      case SELLER -> sides.seller(action.field().seller.replace("%s", action.value()));
      case BRIDGE -> sides.synchronize();
      case OPERATOR -> sides.synchronize(operator());
      case CRASH -> crash(sides);
    }
  }

  /**
   * The power goes after the last call and before the result is stored; the change is still due.
   */
  private static void crash(BothSides sides) {
    Link stored = sides.link;
    sides.synchronize();
    sides.link = stored;
    sides.synchronize();
  }
}
