package dev.cosell.bridge.operations;

import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import dev.cosell.bridge.store.Database;
import dev.cosell.bridge.store.Store;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;

class StoreUnavailableTest {

  private static final String REFERRAL = "0a000000-0000-4000-8000-000000000001";

  private Store store;
  private MockMvc api;

  @BeforeEach
  void closeTheStore() {
    store = Store.open(Database.H2_FILE);
    api =
        MockMvcBuilders.standaloneSetup(
                new LinksApi(store.links(), new LinkRemoval(store.removal())),
                new RunsApi(store.runs(), store.inbox()),
                new BacklogApi(store.ledger(), store.links()),
                new ReferralsApi(store.inbox()))
            .setControllerAdvice(new StoreUnavailable())
            .build();
    store.pool().close();
  }

  @AfterEach
  void close() throws IOException {
    store.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/links",
        "/api/links/" + REFERRAL,
        "/api/runs",
        "/api/runs/1",
        "/api/backlog"
      })
  void asksToTryAgain(String path) throws Exception {
    assertUnavailable(get(path));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/api/runs/1/resubmit", "/api/referrals/" + REFERRAL + "/synchronize"})
  void asksToTryAgainWhatWasNotNoted(String path) throws Exception {
    assertUnavailable(post(path));
  }

  private void assertUnavailable(MockHttpServletRequestBuilder request) throws Exception {
    api.perform(request.accept(MediaType.APPLICATION_JSON))
        .andExpect(status().isServiceUnavailable())
        .andExpect(content().contentType(MediaType.APPLICATION_PROBLEM_JSON))
        .andExpect(jsonPath("$.detail").value("The store is unavailable; try again."));
  }
}
