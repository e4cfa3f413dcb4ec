package dev.cosell.bridge.sandbox.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cosell.bridge.sandbox.http.SandboxRequest;
import dev.cosell.bridge.sandbox.http.SandboxResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContractCheckTest {

  @Test
  void validatesNothingWhereTheContractsAreMissing(@TempDir Path empty) {
    String before = System.getProperty(PublishedContracts.FOLDER_PROPERTY);
    System.setProperty(PublishedContracts.FOLDER_PROPERTY, empty.toString());
    try {
      ContractCheck check = ContractCheck.ofReferrals(request -> SandboxResponse.empty(204));
      SandboxRequest wrong =
          new SandboxRequest(Instant.EPOCH, "GET", "/nowhere", null, Map.of(), "");
      assertThat(check.answer(wrong).status()).isEqualTo(204);
      assertThat(check.active()).isFalse();
      assertThat(check.violations()).isEmpty();
    } finally {
      restore(before);
    }
  }

  private static void restore(@Nullable String before) {
    if (before == null) {
      System.clearProperty(PublishedContracts.FOLDER_PROPERTY);
    } else {
      System.setProperty(PublishedContracts.FOLDER_PROPERTY, before);
    }
  }
}
