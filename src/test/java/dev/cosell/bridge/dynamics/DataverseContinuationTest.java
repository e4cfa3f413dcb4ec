package dev.cosell.bridge.dynamics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cosell.bridge.sandbox.http.SandboxResponse;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An exchange goes on after its call, whatever state the workers are in. */
@Timeout(60)
class DataverseContinuationTest {

  @Test
  void twentyNestedBlockingCallsOnTwoWorkersComeBack() throws Exception {
    ExecutorService two = Executors.newFixedThreadPool(2);
    try (DataverseFixture dataverse =
        DataverseFixture.answering(request -> SandboxResponse.empty(204), two)) {
      nesting(dataverse);
      try (ProducerTemplate template = dataverse.camel.createProducerTemplate()) {
        List<CompletableFuture<Exchange>> calls =
            IntStream.range(0, 20)
                .mapToObj(call -> template.asyncSend("direct:nesting", exchange -> {}))
                .toList();

        for (CompletableFuture<Exchange> call : calls) {
          assertThat(call.get(30, TimeUnit.SECONDS).getException()).isNull();
        }
      }
      assertThat(dataverse.server.requests()).hasSize(60);
    } finally {
      two.shutdownNow();
    }
  }

  @Test
  void theRouteGoesOnWithTheWorkersNotOnAnIoThread() throws Exception {
    try (DataverseFixture dataverse =
        DataverseFixture.answering(
            request -> SandboxResponse.empty(204),
            task -> new Thread(task, "worker-of-the-test").start())) {
      CompletableFuture<String> thread = new CompletableFuture<>();
      dataverse.camel.addRoutes(
          new RouteBuilder() {
            @Override
            public void configure() {
              from("direct:going-on")
                  .to("dataverse:uread?resourcePath=accounts")
                  .process(exchange -> thread.complete(Thread.currentThread().getName()));
            }
          });
      try (ProducerTemplate template = dataverse.camel.createProducerTemplate()) {
        template.sendBody("direct:going-on", null);
      }

      assertThat(thread.get(5, TimeUnit.SECONDS)).isEqualTo("worker-of-the-test");
    }
  }

  @Test
  void workersThatRejectLoseNothing() throws Exception {
    Executor full =
        task -> {
          throw new RejectedExecutionException();
        };
    try (DataverseFixture dataverse =
        DataverseFixture.answering(request -> SandboxResponse.empty(204), full)) {
      assertThat(dataverse.answer("uread", DataverseQuery.of("accounts"), null).rows()).isEmpty();
    }
  }

  @Test
  void anExchangeGoesOnOnlyOnceWhenTheWorkersWakeUpLate() throws Exception {
    CompletableFuture<Runnable> late = new CompletableFuture<>();
    List<String> runs = new CopyOnWriteArrayList<>();

    new Continuation(late::complete).run(() -> runs.add(Thread.currentThread().getName()));

    await().until(() -> !runs.isEmpty());
    late.get(1, TimeUnit.SECONDS).run();
    assertThat(runs).containsExactly("dataverse-spare");
  }

  private static void nesting(DataverseFixture dataverse) throws Exception {
    ProducerTemplate inner = dataverse.camel.createProducerTemplate();
    dataverse.camel.addRoutes(
        new RouteBuilder() {
          @Override
          public void configure() {
            from("direct:inner")
                .to("dataverse:uread?resourcePath=accounts")
                .to("dataverse:uread?resourcePath=contacts");
            from("direct:nesting")
                .to("dataverse:uread?resourcePath=opportunities")
                .removeHeaders("CamelOlingo4.*")
                .process(exchange -> inner.requestBody("direct:inner", (Object) null));
          }
        });
  }
}
