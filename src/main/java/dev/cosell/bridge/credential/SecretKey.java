package dev.cosell.bridge.credential;

import java.util.Optional;
import org.springframework.security.crypto.encrypt.Encryptors;
import org.springframework.security.crypto.keygen.KeyGenerators;

/** The key that encrypts credentials in the store (AES-256-GCM, key by PBKDF2). */
public final class SecretKey {

  private final String password;

  /**
   * A key.
   *
   * @param password any text; the longer the better
   */
  public SecretKey(String password) {
    this.password = password;
  }

  /** The text, encrypted, with the salt in front. */
  String encrypt(String text) {
    String salt = KeyGenerators.string().generateKey();
    return salt + ":" + Encryptors.delux(password, salt).encrypt(text);
  }

  /** The text, or empty when it was encrypted under another key. */
  Optional<String> decrypt(String encrypted) {
    int colon = encrypted.indexOf(':');
    if (colon < 0) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          Encryptors.delux(password, encrypted.substring(0, colon))
              .decrypt(encrypted.substring(colon + 1)));
    } catch (IllegalStateException | IllegalArgumentException anotherKey) {
      return Optional.empty();
    }
  }

  @Override
  public String toString() {
    return "SecretKey";
  }
}
