package dev.cosell.bridge.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cosell.bridge.sandbox.partnercenter.DealKind;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever somebody writes into a deal is a text and nothing else. */
@Tag(Crm.EVERY)
class StrangeTextsIT extends BridgeScenario {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "${bean:worker?method=synchronizeDueChanges} ${sys.user.home} #{1+1} {{cosell.secret-key}}",
        "x'; DROP TABLE link; -- ' OR 1=1",
        "' or name ne null or ''=' ) or (1 eq 1 &$filter=",
        "' OR Name != '' LIMIT 1 -- \\' UNION SELECT Id FROM User",
        "=cmd|' /C calc'!A1 <script>alert(1)</script> ../../etc/passwd %00 %2e%2e/ ${jndi:ldap://x/a}"
      })
  void travelsLiterallyBothWays(String text) {
    ObjectNode changes = json("{}");
    changes.put("name", text);
    changes.putObject("customerProfile").put("name", text);
    changes.putObject("details").put("notes", text);
    String referral = SANDBOX.partnerCenter().create(DealKind.SHARED, changes).path("id").asText();

    ObjectNode deal = opportunity(referral);
    assertThat(deal.path("name").asText()).endsWith(text);
    assertThat(deal.path("notes").asText()).isEqualTo(text);
    assertThat(CRM.account(id(deal)).path("name").asText()).isEqualTo(text);

    CRM.awaitNextVersion();
    ObjectNode edited = json("{}");
    edited.put("notes", text + " 2");
    CRM.edit(id(deal), edited);
    poll();
    await()
        .atMost(PATIENCE)
        .until(() -> referral(referral).at("/details/notes").asText().equals(text + " 2"));
    quiet(referral);
    assertThat(links.find(link(referral).id())).isPresent();
  }
}
