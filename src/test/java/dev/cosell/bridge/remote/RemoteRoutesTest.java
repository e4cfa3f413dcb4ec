package dev.cosell.bridge.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cosell.bridge.sync.RemoteFailure;
import dev.cosell.bridge.sync.RemoteFailure.Kind;
import java.net.ConnectException;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessResourceFailureException;

/** What comes back from a route that calls a remote system. */
class RemoteRoutesTest {

  private final RemoteFailure refusal =
      new RemoteFailure(Kind.REJECTED, "it is not wanted", null, null);

  private final DefaultCamelContext camel = new DefaultCamelContext();
  private final RemoteRoutes routes =
      new RemoteRoutes(
          camel.createProducerTemplate(),
          failure ->
              failure instanceof NoSuchElementException ? Optional.of(refusal) : Optional.empty());

  private void meets(Exception failure) throws Exception {
    camel.addRoutes(
        new RouteBuilder() {
          @Override
          public void configure() {
            from("direct:meets").throwException(failure);
          }
        });
  }

  @BeforeEach
  void start() throws Exception {
    camel.addRoutes(
        new RouteBuilder() {
          @Override
          public void configure() {
            from("direct:answers").setBody(body().append(" is here"));
          }
        });
    camel.start();
  }

  @AfterEach
  void stop() {
    camel.stop();
  }

  @Test
  void isTheAnswerOfARouteThatCameThrough() {
    assertThat(routes.ask("direct:answers", "it", String.class)).isEqualTo("it is here");
    assertThat(routes.send("direct:answers", "it")).isEmpty();
  }

  @Test
  void isTheRefusalThatAnAdapterKnowsHoweverItIsWrapped() throws Exception {
    meets(new IllegalStateException(new NoSuchElementException()));

    assertThat(routes.send("direct:meets", "")).containsSame(refusal);
    assertThatThrownBy(() -> routes.ask("direct:meets", "", String.class)).isSameAs(refusal);
  }

  @Test
  void isAFailureThatWasTranslatedAlready() throws Exception {
    meets(new IllegalStateException(refusal));

    assertThat(routes.send("direct:meets", "")).containsSame(refusal);
  }

  @Test
  void isNoFailureOfASystemWhereTheStoreIsUnavailable() throws Exception {
    DataAccessResourceFailureException store = new DataAccessResourceFailureException("down");
    meets(new IllegalStateException(store));

    assertThatThrownBy(() -> routes.send("direct:meets", "")).isSameAs(store);
  }

  @Test
  void passesWhereASystemDoesNotAnswer() throws Exception {
    meets(new ConnectException("refused"));

    RemoteFailure failure = routes.send("direct:meets", "").orElseThrow();

    assertThat(failure.kind()).isEqualTo(Kind.TRANSIENT);
    assertThat(failure).hasMessageContaining("refused");
    assertThat(routes.mistake(failure)).isEmpty();
  }

  @Test
  void tellsAMistakeFromARefusalAndABrokenConnection() throws Exception {
    meets(new IllegalStateException("a mistake in a route"));

    RemoteFailure failure = routes.send("direct:meets", "").orElseThrow();

    assertThat(failure.kind()).isEqualTo(Kind.TRANSIENT);
    assertThat(routes.mistake(failure)).containsInstanceOf(IllegalStateException.class);
    assertThat(routes.mistake(refusal)).isEmpty();
  }
}
