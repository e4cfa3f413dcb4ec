package dev.cosell.bridge.sync;

import static dev.cosell.bridge.sync.DealFixture.operator;
import static dev.cosell.bridge.sync.DealFixture.referral;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cosell.bridge.crm.EveryCrm;
import dev.cosell.bridge.link.Link;
import dev.cosell.bridge.link.LinkState;
import dev.cosell.bridge.mapping.Snapshot;
import dev.cosell.bridge.sync.BothSides.Mishap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

/** Any history of edits, synchronizations and crashes: no edit is lost, and it comes to rest. */
@EveryCrm
class ConvergencePropertyTest {

  /** A field as both sides spell it; %s is the value. */
  enum Field {
    NOTES("notes", "{'details':{'notes':'%s'}}", "{'notes':'%s'}", "a| b |c"),
    VALUE("dealValue", "{'details':{'dealValue':%s}}", "{'dealValue':%s}", "1|20000000|3"),
    PROGRAM("referralProgram", "{'referralProgram':'%s'}", "{'referralProgram':'%s'}", "a|b|c"),
    DAY(
        "closingDate",
        "{'details':{'closingDateTime':'%sT00:00:00Z'}}",
        "{'closingDate':'%s'}",
        "2031-01-01|2031-01-02|2031-01-03"),
    SOLUTIONS(
        "solutions",
        "{'details':{'requirements':{'solutions':[{'id':'A'},{'type':'Name','id':'%s'}]}}}",
        "{'solutions':'A, %s'}",
        "B|C|D");

    private final String mapped;
    private final String portal;
    private final String seller;
    private final String values;

    Field(String mapped, String portal, String seller, String values) {
      this.mapped = mapped;
      this.portal = portal;
      this.seller = seller;
      this.values = values;
    }

    /** What the record shows of this field. */
    String now(BothSides sides) {
      JsonNode value = sides.shown(mapped);
      return value.isNumber()
          ? value.decimalValue().toBigInteger().toString()
          : value.asText().strip();
    }

    /** What the record shows when only this value was set. */
    String shown(String value) {
      return this == SOLUTIONS ? "A, " + value : value.strip();
    }

    String value(int index) {
      return values.split("\\|", -1)[index];
    }
  }

  /** Who does something. */
  enum Actor {
    PORTAL,
    SELLER,
    BRIDGE,
    OPERATOR,
    CRASH,
    /** The power goes between the write to the CRM and the one to Partner Center. */
    CRASH_IN_BETWEEN,
    /** The power goes once Partner Center has carried out what it was asked. */
    CRASH_AFTER_PATCH,
    LOST_PATCH,
    UNANSWERED_PATCH,
    STALE_PATCH
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
        .ofMaxSize(16);
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
    sides.synchronize(operator());

    for (Field field : Field.values()) {
      if (field != Field.PROGRAM) {
        assertThat(sides.there().get(field.mapped)).isEqualTo(sides.here().get(field.mapped));
      }
      String now = field.now(sides);
      String theirs = portal.get(field);
      String ours = seller.get(field);
      if (theirs != null && ours != null) {
        if (!(now.equals("A") && eachDroppedTheOthers(history, theirs, ours))) {
          assertThat(now).satisfies(text -> isOfBoth(field, text, theirs, ours));
        }
      } else if (theirs != null) {
        assertThat(now).isEqualTo(field.shown(theirs));
      } else if (ours != null) {
        assertThat(now).isEqualTo(field.shown(ours));
      }
    }
  }

  /**
   * Both elements were in both lists before, and each side kept another one of them: what both
   * dropped between them is gone, as either of them wanted.
   */
  private static boolean eachDroppedTheOthers(List<Action> history, String theirs, String ours) {
    return !theirs.equals(ours) && timesSet(history, theirs) > 1 && timesSet(history, ours) > 1;
  }

  private static long timesSet(List<Action> history, String value) {
    return history.stream()
        .filter(action -> action.actor() == Actor.PORTAL || action.actor() == Actor.SELLER)
        .filter(action -> action.field() == Field.SOLUTIONS && action.value().equals(value))
        .count();
  }

  /** Lists are merged element by element; the last edit of one of the sides is in the result. */
  private static void isOfBoth(Field field, String now, String theirs, String ours) {
    if (field == Field.SOLUTIONS) {
      assertThat(now).startsWith("A, ").matches(".*(" + theirs + "|" + ours + ").*");
    } else {
      assertThat(now).isIn(field.shown(theirs), field.shown(ours));
    }
  }

  /** How a deal ends. */
  enum End {
    WON("Won", "{'status':'won'}"),
    LOST("Lost", "{'status':'lost'}");

    private final String portal;
    private final String seller;

    End(String substatus, String seller) {
      this.portal = "{'status':'Closed','substatus':'" + substatus + "'}";
      this.seller = seller;
    }

    boolean isFinal() {
      return DealFixture.isReadOnly(name());
    }
  }

  @Property(tries = 600)
  void aDealThatIsClosedIsClosedOnBothSidesAndTellsWhatCannotFollow(
      @ForAll("histories") List<Action> history,
      @ForAll boolean heldBefore,
      @ForAll("ends") @Nullable End there,
      @ForAll("ends") @Nullable End here,
      @ForAll("mishaps") List<Action> after) {
    BothSides sides = BothSides.linked(referral());
    history.forEach(action -> carryOut(sides, action));
    if (heldBefore) {
      sides.seller("{'status':'on-hold'}");
      sides.synchronize();
    }
    if (there != null) {
      sides.portal(there.portal);
    }
    if (here != null) {
      sides.seller(here.seller);
    }
    after.forEach(action -> carryOut(sides, action));
    sides.synchronize(operator());
    sides.synchronize(operator());

    if (there == null && here == null) {
      assertThat(sides.link.state()).isEqualTo(LinkState.LINKED);
    } else if (there != null && here != null && there != here && here.isFinal()) {
      assertThat(sides.link.state()).isEqualTo(LinkState.HELD);
      assertThat(sides.link.reason()).contains("status");
    } else {
      assertThat(sides.there().get("status")).isEqualTo(sides.here().get("status"));
      assertThat(sides.here().get("status").asText()).isIn("won", "lost");
    }
    boolean equal =
        Stream.of(Field.values())
            .filter(field -> field != Field.PROGRAM)
            .allMatch(
                field -> sides.there().get(field.mapped).equals(sides.here().get(field.mapped)));
    if (!equal) {
      assertThat(sides.link.state()).isEqualTo(LinkState.HELD);
      assertThat(sides.link.reason()).isNotBlank();
    }
  }

  @Provide
  Arbitrary<@Nullable End> ends() {
    return Arbitraries.of(End.class).injectNull(0.3);
  }

  @Provide
  Arbitrary<List<Action>> mishaps() {
    return Arbitraries.of(Actor.class)
        .filter(actor -> actor != Actor.PORTAL && actor != Actor.SELLER)
        .map(actor -> new Action(actor, Field.NOTES, ""))
        .list()
        .ofMaxSize(4);
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

    assertThat(sides.shown("notes").asText())
        .isEqualTo(portalLast ? "from the portal" : "from the seller");
  }

  @Property(tries = 300)
  void comesToRest(@ForAll("histories") List<Action> history) {
    BothSides sides = BothSides.linked(referral());
    history.forEach(action -> carryOut(sides, action));
    sides.synchronize(operator());
    int writes = sides.writes.size();
    int patches = sides.patches.size();
    Link link = sides.link;

    sides.synchronize();
    sides.synchronize(operator());
    sides.link = sides.link.distrusted();
    sides.synchronize();

    assertThat(sides.writes).hasSize(writes);
    assertThat(sides.patches).hasSize(patches);
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
    assertThat(version).isEqualTo(sides.row().version());
    Snapshot base = Snapshot.fromJson(sides.link.base().toString());
    for (Field field : Field.values()) {
      assertThat(Base.ofRecord(base, field.mapped)).isEqualTo(sides.here().get(field.mapped));
    }
  }

  private static void carryOut(BothSides sides, Action action) {
    switch (action.actor()) {
      case PORTAL -> sides.portal(action.field().portal.replace("%s", action.value()));
      case SELLER -> sides.seller(action.field().seller.replace("%s", action.value()));
      case BRIDGE -> sides.synchronize();
      case OPERATOR -> sides.synchronize(operator());
      case CRASH -> crash(sides);
      case CRASH_IN_BETWEEN -> crash(sides, Mishap.LOST);
      case CRASH_AFTER_PATCH -> crash(sides, Mishap.UNANSWERED);
      case LOST_PATCH -> sides.synchronizeWith(Mishap.LOST);
      case UNANSWERED_PATCH -> sides.synchronizeWith(Mishap.UNANSWERED);
      case STALE_PATCH -> sides.synchronizeWith(Mishap.STALE);
    }
  }

  private static void crash(BothSides sides, Mishap during) {
    Link stored = sides.link;
    sides.synchronizeWith(during);
    sides.link = stored;
    sides.synchronize();
  }

  private static void crash(BothSides sides) {
    sides.crash();
    sides.synchronize();
  }
}
