package dev.cosell.bridge.credential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretKeyTest {

  private final Path folder;

  SecretKeyTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @ParameterizedTest
  @ValueSource(strings = {"jdbc:h2:file:%s", "jdbc:h2:%s", "jdbc:h2:file:%s;WRITE_DELAY=0;X=Y"})
  void makesAnOwnerOnlyFileBesideTheEmbeddedDatabase(String url) throws IOException {
    Path database = folder.resolve("data/cosell-bridge");

    key("", String.format(url, database));

    Path file = folder.resolve("data/cosell-bridge.key");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(Files.readString(file)).hasSize(64);
  }

  @Test
  void usesTheSameFileAtTheNextStart() {
    String url = "jdbc:h2:file:" + folder.resolve("store");
    String encrypted = key("", url).encrypt("token");

    assertThat(key("", url).decrypt(encrypted)).contains("token");
    assertThat(key("", url + "-other").decrypt(encrypted)).isEmpty();
  }

  @Test
  void fillsAFileThatACutOffStartLeftEmpty() throws IOException {
    Path file = Files.createFile(folder.resolve("store.key"));

    String encrypted = key("", "jdbc:h2:file:" + folder.resolve("store")).encrypt("token");

    assertThat(Files.readString(file)).hasSize(64);
    assertThat(new SecretKey("").decrypt(encrypted)).isEmpty();
  }

  @Test
  void needsNoFileWhenItIsConfigured() throws IOException {
    SecretKey key = key("from a vault", "jdbc:h2:file:" + folder.resolve("store"));

    assertThat(new SecretKey("from a vault").decrypt(key.encrypt("token"))).contains("token");
    try (var files = Files.list(folder)) {
      assertThat(files).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"jdbc:postgresql://db/bridge", "jdbc:h2:tcp://db/bridge"})
  void isRequiredWithADatabaseOfAnotherMachine(String url) {
    assertThatThrownBy(() -> key(" ", url)).hasMessageContaining("cosell.secret-key is missing");
  }

  @Test
  void showsNothing() {
    assertThat(new SecretKey("s3cret")).asString().doesNotContain("s3cret");
  }

  private static SecretKey key(String configured, String url) {
    return new CredentialConfiguration().secretKey(configured, url);
  }
}
