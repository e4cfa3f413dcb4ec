package dev.cosell.bridge.operations;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.autoconfigure.security.SecurityProperties;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;

@ExtendWith(OutputCaptureExtension.class)
class OperatorLoginTest {

  private final SecurityProperties settings = new SecurityProperties();

  @Test
  void printsThePasswordThatIsMadeUpWhenNoneIsSet(CapturedOutput output) {
    settings.getUser().setPassword("");
    String madeUp = settings.getUser().getPassword();

    UserDetails operator = operator();

    assertThat(output).contains("with the password " + madeUp);
    assertThat(madeUp).hasSizeGreaterThan(30);
    assertThat(accepts(operator, madeUp)).isTrue();
  }

  @Test
  void printsNoPasswordThatIsSet(CapturedOutput output) {
    settings.getUser().setPassword("operators-password");

    UserDetails operator = operator();

    assertThat(output).doesNotContain("operators-password");
    assertThat(accepts(operator, "operators-password")).isTrue();
    assertThat(accepts(operator, "operators-passwor")).isFalse();
  }

  @Test
  void takesAPasswordThatIsHashedInTheSettingsAlready() {
    settings
        .getUser()
        .setPassword(
            PasswordEncoderFactories.createDelegatingPasswordEncoder()
                .encode("operators-password"));

    assertThat(accepts(operator(), "operators-password")).isTrue();
    assertThat(accepts(operator(), settings.getUser().getPassword())).isFalse();
  }

  private UserDetails operator() {
    return new OperatorLogin().operator(settings).loadUserByUsername("user");
  }

  private static boolean accepts(UserDetails operator, String password) {
    return PasswordEncoderFactories.createDelegatingPasswordEncoder()
        .matches(password, operator.getPassword());
  }
}
