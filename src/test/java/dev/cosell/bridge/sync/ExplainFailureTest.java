package dev.cosell.bridge.sync;

import static dev.cosell.bridge.sync.DealFixture.OPPORTUNITY;
import static dev.cosell.bridge.sync.DealFixture.USUAL;
import static dev.cosell.bridge.sync.DealFixture.linked;
import static dev.cosell.bridge.sync.DealFixture.record;
import static dev.cosell.bridge.sync.DealFixture.referral;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.MissingNode;
import dev.cosell.bridge.link.Link;
import dev.cosell.bridge.run.Outcome;
import dev.cosell.bridge.run.RunLog;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExplainFailureTest {

  private static final String AUDIT = "msft_microsoftpartnercenterreferralsyncaudit";

  private final ExplainFailure explain = new ExplainFailure(DealFixture.planner(USUAL));

  @Test
  void needsNoReadWhereTheFailedSynchronizationKnewTheRecord() {
    Progress progress = new Progress(link());
    progress.reachedRecord(record(OPPORTUNITY, referral(), "{}"));

    Synchronization recalled = explain.recall(failed(progress));

    assertThat(explain.isUnknown(recalled)).isFalse();
    assertThat(recalled.knownRecord()).isEqualTo(record(OPPORTUNITY, referral(), "{}"));
  }

  @Test
  void readsARecordOfWhichOnlyTheVersionIsKnown() {
    Progress progress = new Progress(link());
    assertThat(explain.isUnknown(explain.recall(failed(progress)))).isTrue();

    progress.reachedRecord(new CrmRecord(OPPORTUNITY, "W/\"3\"", null, MissingNode.getInstance()));
    assertThat(explain.isUnknown(explain.recall(failed(progress)))).isTrue();
  }

  @Test
  void showsTheReasonAndRemembersItsOwnWriteAsNoNews() {
    Synchronization decided =
        explain.decide(
            failed(new Progress(link())).withRecord(record(OPPORTUNITY, referral(), "{}")));

    assertThat(decided.isDifferent()).isTrue();
    assertThat(decided.knownPlan().knownWrite().value(null, AUDIT))
        .hasToString("\"2030-01-05 10:00 - Not in sync: it was refused\"");
    assertThat(decided.knownPlan().knownWrite().value(null, "name"))
        .hasToString("\"✘ Example rollout\"");

    Link told = explain.told(decided.withWritten(OPPORTUNITY, "W/\"9\"")).link();
    assertThat(told.recordSeen()).isEqualTo("W/\"9\"");
    assertThat(told.recordVersion()).as("what failed is read again").isNull();
    assertThat(told.base()).isEqualTo(link().base());
  }

  @ParameterizedTest
  @CsvSource({"1,3", "2,5"})
  void writesNothingIntoARecordThatIsClosed(int state, int reason) {
    CrmRecord closed =
        record(OPPORTUNITY, referral(), "{'statecode':" + state + ",'statuscode':" + reason + "}");

    assertThat(explain.decide(failed(new Progress(link())).withRecord(closed)).isDifferent())
        .isFalse();
  }

  @Test
  void writesNothingWhereTheRecordIsGone() {
    Synchronization decided = explain.decide(failed(new Progress(link())).withRecord(null));

    assertThat(decided.isDifferent()).isFalse();
    assertThat(explain.told(decided).link()).isEqualTo(link());
  }

  private static Synchronization failed(Progress progress) {
    return Synchronization.begin(DealFixture.news(), new RunLog(), progress)
        .ending(Outcome.FAILED, "it was refused");
  }

  private static Link link() {
    return linked(OPPORTUNITY, referral());
  }
}
