package dev.cosell.bridge.operations;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import org.apache.camel.CamelContext;
import org.apache.camel.component.http.HttpComponent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.util.ClassUtils;

/** What helps in development and harms in operation is not there, or off. */
class DevelopmentFeaturesIT extends OperationsScenario {

  @Autowired CamelContext camel;
  @Autowired Environment environment;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "org.springframework.boot.devtools.RemoteSpringApplication",
        "org.apache.camel.impl.console.ContextDevConsole",
        "org.springdoc.webmvc.ui.SwaggerWelcomeCommon",
        "io.hawt.web.auth.AuthenticationFilter",
        "org.jolokia.server.core.http.AgentServlet",
        "groovy.lang.GroovyShell",
        "org.apache.camel.component.jolokia.JolokiaComponent"
      })
  void areNotEvenOnTheClassPath(String type) {
    assertThat(ClassUtils.isPresent(type, null)).isFalse();
  }

  @Test
  void areOffInCamel() {
    assertThat(camel.isDevConsole()).isFalse();
    assertThat(camel.isDebugging()).isFalse();
    assertThat(camel.isTracing()).isFalse();
    assertThat(camel.isBacklogTracing()).isFalse();
    assertThat(camel.isSourceLocationEnabled()).isFalse();
    assertThat(camel.getDumpRoutes()).isNull();
    assertThat(camel.isLogMask()).isFalse();
  }

  @Test
  void areOffInSpring() {
    assertThat(environment.getProperty("spring.h2.console.enabled", "false")).isEqualTo("false");
    for (String shown : List.of("message", "binding-errors", "stacktrace", "path")) {
      assertThat(environment.getProperty("server.error.include-" + shown, "never"))
          .as(shown)
          .isEqualTo("never");
    }
    assertThat(environment.getProperty("server.error.include-exception", "false"))
        .isEqualTo("false");
    assertThat(environment.getProperty("management.endpoints.jmx.exposure.include"))
        .isEqualTo("health");
    assertThat(environment.getActiveProfiles()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"http", "https"})
  void javaObjectsAreNotReadFromAnswers(String scheme) {
    HttpComponent component = camel.getComponent(scheme, HttpComponent.class);

    assertThat(Objects.requireNonNull(component).isAllowJavaSerializedObject()).isFalse();
    assertThat(component.isUseGlobalSslContextParameters()).isFalse();
    assertThat(component.getX509HostnameVerifier())
        .isInstanceOf(org.apache.hc.client5.http.ssl.DefaultHostnameVerifier.class);
  }
}
