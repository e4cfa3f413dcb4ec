package dev.cosell.bridge.sandbox.dataverse;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The columns that Microsoft's co-sell connector adds. Their names on opportunity are real; that
 * lead has the same ones, their lengths and the integers of the choices are assumed. The lookups
 * can be read but not bound, since their targets are unknown.
 */
final class CosellColumns {

  private static final int TEXT = 300;
  private static final int MEMO = 2000;
  private static final int FIRST_OPTION = 299_600_000;

  private CosellColumns() {}

  static List<Column> columns(Set<Integer> helpChoices) {
    return List.of(
        Column.bool("msft_microsoftpartnercenterreferralsync"),
        Column.text("msft_microsoftpartnercenterreferralidentifier", 100),
        Column.text("msft_microsoftpartnercenterreferrallink", TEXT),
        Column.text("msft_microsoftpartnercenterreferralprogram", 100),
        Column.text("msft_microsoftcrmidentifier", 100),
        Column.bool("msft_microsoftpartnercenterreferralvisible"),
        Column.choice("msft_microsoftpartnercenterhelp", labelled("Help", helpChoices)),
        Column.memo("msft_microsoftpartnercenterreferralsyncaudit", MEMO),
        Column.text("msft_microsoftpartnercentersolutions", TEXT),
        Column.choice("msft_coselltype", Map.of(FIRST_OPTION, "Co-sell")),
        Column.choice("msft_customerpurchaseintent", Map.of(FIRST_OPTION, "Yes")),
        Column.lookup("msft_partnerrole", List.of()),
        Column.lookup("msft_solutionarea", List.of()),
        Column.lookup("msft_solutionplay", List.of()));
  }

  private static Map<Integer, String> labelled(String label, Set<Integer> values) {
    Map<Integer, String> labels = new TreeMap<>();
    values.forEach(value -> labels.put(value, label + " " + value));
    return labels;
  }
}
