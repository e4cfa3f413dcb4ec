package dev.cosell.bridge.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the Dynamics mappings name is defined for an environment without Microsoft's solution. */
class DynamicsColumnsTest {

  private static final Path MAPPINGS = Path.of("routes/mappings");
  private static final int ENGLISH = 1033;

  @SuppressWarnings("NullAway.Init")
  @TempDir
  Path folder;

  @Test
  void definesEveryColumnThatTheMappingsName() throws IOException {
    DataverseColumns defined = DataverseColumns.read(DataverseColumns.FOLDER, "msft");
    List<Path> mappings = MappedColumn.files(MAPPINGS, "dynamics");

    assertThat(mappings).hasSize(2);
    assertThat(mappings).flatMap(it -> DynamicsFit.misfits(it, "msft", defined)).isEmpty();
  }

  @Test
  void definesNoColumnThatNoMappingNames() throws IOException {
    Stream<String> named =
        MappedColumn.files(MAPPINGS, "dynamics").stream()
            .flatMap(it -> MappedColumn.of(it).stream())
            .map(MappedColumn::name);

    assertThat(DataverseColumns.read(DataverseColumns.FOLDER, "msft").columns().keySet())
        .isSubsetOf(named.toList());
  }

  @Test
  void tellsEveryMisfit() throws IOException {
    Path mapping = folder.resolve("dynamics-lead.yaml");
    Files.writeString(
        mapping,
        """
        crm: dynamics
        entity: lead
        fields:
          referralId: {crm: msft_microsoftcrmidentifier, type: identifier}
          syncFlag:   {crm: msft_microsoftpartnercenterhelp, type: boolean}
          audit:      {crm: msft_microsoftpartnercenterreferralsyncaudit, type: text, max: 4001}
          campaign:   {crm: msft_campaign, type: text}
          segment:    {crm: account.msft_microsoftcrmidentifier, type: text}
          own:        {crm: contoso_campaign, type: text}
          help:       {crm: msft_microsoftpartnercenterhelp, type: choice, values: {Unknown: null, Other: 1}}
        """);

    assertThat(
            DynamicsFit.misfits(
                mapping, "msft", DataverseColumns.read(DataverseColumns.FOLDER, "msft")))
        .containsExactly(
            "dynamics-lead.yaml, referralId: lead.msft_microsoftcrmidentifier has no alternate key",
            "dynamics-lead.yaml, syncFlag: lead.msft_microsoftpartnercenterhelp is a Picklist,"
                + " which holds no boolean",
            "dynamics-lead.yaml, audit: lead.msft_microsoftpartnercenterreferralsyncaudit holds"
                + " 4000 characters, not 4001",
            "dynamics-lead.yaml, campaign: lead.msft_campaign is not in crm/dynamics",
            "dynamics-lead.yaml, segment: account.msft_microsoftcrmidentifier is not in"
                + " crm/dynamics",
            "dynamics-lead.yaml, help: lead.msft_microsoftpartnercenterhelp has the choices"
                + " [299600000, 299600001, 299600002, 299600003, 299600004, 299600005], not [1]");
  }

  @Test
  void definesEachColumnAsTheWebApiTakesIt() throws IOException {
    assertThat(DataverseColumns.read(DataverseColumns.FOLDER, "longpref").columns())
        .hasSize(9)
        .allSatisfy(
            (name, body) -> {
              assertThat(ColumnRules.problemsOfColumn(body, ENGLISH)).as(name).isEmpty();
              assertThat(name).startsWith("longpref_").hasSizeLessThanOrEqualTo(50);
            });
  }
}
