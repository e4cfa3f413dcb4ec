package dev.cosell.bridge.credential;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.crypto.keygen.KeyGenerators;

/** Where the key of the credential store comes from. */
@Configuration(proxyBeanMethods = false)
class CredentialConfiguration {

  private static final Logger LOG = LoggerFactory.getLogger(CredentialConfiguration.class);
  private static final Pattern EMBEDDED_FILE =
      Pattern.compile("jdbc:h2:(?!mem:|tcp:|ssl:|zip:)(?:file:)?([^;]+).*");
  private static final int KEY_PARTS = 4;

  @Bean
  SecretKey secretKey(
      @Value("${cosell.secret-key:}") String configured,
      @Value("${spring.datasource.url}") String databaseUrl) {
    return new SecretKey(configured.isBlank() ? beside(databaseUrl) : configured);
  }

  private static String beside(String databaseUrl) {
    if (databaseUrl.startsWith("jdbc:h2:mem:")) {
      return generated();
    }
    return embeddedFile(databaseUrl)
        .map(CredentialConfiguration::keyIn)
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "cosell.secret-key is missing: it is required with a database that is not the"
                        + " embedded one. Set it to a long random text, the same on every node."));
  }

  private static Optional<Path> embeddedFile(String databaseUrl) {
    Matcher url = EMBEDDED_FILE.matcher(databaseUrl);
    if (!url.matches()) {
      return Optional.empty();
    }
    String file = url.group(1).replaceFirst("^~", Matcher.quoteReplacement(home()));
    return Optional.of(Path.of(file + ".key"));
  }

  private static String keyIn(Path file) {
    try {
      String key = Files.exists(file) ? Files.readString(file).strip() : "";
      return key.isEmpty() ? written(file) : key;
    } catch (IOException unreadable) {
      throw new UncheckedIOException("the key file " + file + " cannot be used", unreadable);
    }
  }

  private static String written(Path file) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    try {
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    } catch (UnsupportedOperationException notPosix) {
      Files.createFile(file);
    } catch (FileAlreadyExistsException emptyFile) {
      LOG.warn("{} is empty: a start was cut off while it was written", file);
    }
    String key = generated();
    Files.writeString(file, key);
    return key;
  }

  private static String generated() {
    StringBuilder key = new StringBuilder();
    for (int part = 0; part < KEY_PARTS; part++) {
      key.append(KeyGenerators.string().generateKey());
    }
    return key.toString();
  }

  private static String home() {
    return System.getProperty("user.home");
  }
}
