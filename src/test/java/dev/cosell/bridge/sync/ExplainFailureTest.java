package dev.cosell.bridge.sync;

import static dev.cosell.bridge.sync.DealFixture.OPPORTUNITY;
import static dev.cosell.bridge.sync.DealFixture.USUAL;
import static dev.cosell.bridge.sync.DealFixture.linked;
import static dev.cosell.bridge.sync.DealFixture.record;
import static dev.cosell.bridge.sync.DealFixture.referral;
import static dev.cosell.bridge.sync.DealFixture.version;
import static dev.cosell.bridge.sync.DealFixture.written;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.MissingNode;
import dev.cosell.bridge.crm.EveryCrm;
import dev.cosell.bridge.link.Link;
import dev.cosell.bridge.run.Outcome;
import dev.cosell.bridge.run.RunLog;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@EveryCrm
class ExplainFailureTest {

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

    progress.reachedRecord(new CrmRecord(OPPORTUNITY, version(3), null, MissingNode.getInstance()));
    assertThat(explain.isUnknown(explain.recall(failed(progress)))).isTrue();
  }

  @Test
  void showsTheReasonAndRemembersItsOwnWriteAsNoNews() {
    Synchronization decided =
        explain.decide(
            failed(new Progress(link())).withRecord(record(OPPORTUNITY, referral(), "{}")));

    assertThat(decided.isDifferent()).isTrue();
    assertThat(written(decided.knownPlan().knownWrite(), "audit"))
        .hasToString("\"2030-01-05 10:00 - Not in sync: it was refused\"");
    assertThat(written(decided.knownPlan().knownWrite(), "name"))
        .hasToString("\"✘ Example rollout\"");

    Link told = explain.told(decided.withWritten(OPPORTUNITY, version(9))).link();
    assertThat(told.recordSeen()).isEqualTo(version(9));
    assertThat(told.recordVersion()).as("what failed is read again").isNull();
    assertThat(told.base()).isEqualTo(link().base());
  }

  @ParameterizedTest
  @ValueSource(strings = {"won", "lost"})
  void writesNothingIntoARecordThatIsClosedWhereNobodyCan(String stage) {
    CrmRecord closed = record(OPPORTUNITY, referral(), "{'status':'" + stage + "'}");

    assertThat(explain.decide(failed(new Progress(link())).withRecord(closed)).isDifferent())
        .isEqualTo(!DealFixture.isReadOnly(stage));
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
