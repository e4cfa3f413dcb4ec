package dev.cosell.bridge.store;

import com.zaxxer.hikari.HikariDataSource;
import dev.cosell.bridge.ledger.ChangeLedger;
import dev.cosell.bridge.ledger.Cursors;
import dev.cosell.bridge.ledger.Inbox;
import dev.cosell.bridge.ledger.Leases;
import dev.cosell.bridge.ledger.RecordLinks;
import dev.cosell.bridge.ledger.Reports;
import dev.cosell.bridge.ledger.Turns;
import dev.cosell.bridge.ledger.WorkerCall;
import dev.cosell.bridge.link.Creations;
import dev.cosell.bridge.link.Intents;
import dev.cosell.bridge.link.Invitations;
import dev.cosell.bridge.link.Link;
import dev.cosell.bridge.link.Links;
import dev.cosell.bridge.link.OpenLinks;
import dev.cosell.bridge.link.ReferralId;
import dev.cosell.bridge.link.Removal;
import dev.cosell.bridge.run.OldRuns;
import dev.cosell.bridge.run.Runs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.extension.ExtensionContext.Store.CloseableResource;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.FileSystemUtils;

/** A migrated database with the product's repositories on it, and a clock that stands still. */
public final class Store implements CloseableResource, AutoCloseable {

  private final Path folder;
  private final HikariDataSource pool;
  private final AnnotationConfigApplicationContext beans;
  private final SettableClock clock = new SettableClock();
  private final List<Instant> workerCalls = new CopyOnWriteArrayList<>();

  private Store(Path folder, HikariDataSource pool, DataSource used) {
    this.folder = folder;
    this.pool = pool;
    this.beans = beans(used);
  }

  /** A new database. */
  public static Store open(Database database) {
    return open(database, UnaryOperator.identity());
  }

  /** A new database whose connections are watched. */
  public static Store open(Database database, UnaryOperator<DataSource> watched) {
    try {
      Path folder = Files.createTempDirectory("cosell-store-");
      HikariDataSource pool = new HikariDataSource();
      pool.setJdbcUrl(database.newUrl(folder));
      pool.setMaximumPoolSize(24);
      pool.setMinimumIdle(1);
      pool.setConnectionTimeout(5_000);
      Flyway.configure().dataSource(pool).locations("classpath:db/migration").load().migrate();
      return new Store(folder, pool, watched.apply(pool));
    } catch (IOException noFolder) {
      throw new IllegalStateException(noFolder);
    }
  }

  private AnnotationConfigApplicationContext beans(DataSource used) {
    AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
    context.registerBean(Clock.class, () -> clock);
    context.registerBean(DataSource.class, () -> used);
    context.registerBean(JdbcClient.class, () -> JdbcClient.create(used));
    context.registerBean(PlatformTransactionManager.class, () -> new JdbcTransactionManager(used));
    context.registerBean(WorkerCall.class, () -> workerCalls::add);
    context.scan("dev.cosell.bridge.link", "dev.cosell.bridge.ledger", "dev.cosell.bridge.run");
    context.refresh();
    return context;
  }

  /** Empties all tables and sets the clock back. */
  Store emptied() {
    for (String table :
        List.of(
            "change",
            "run",
            "link",
            "creation",
            "intent",
            "invitation",
            "credential",
            "credential_seen",
            "cursor",
            "lease",
            "webhook_heartbeat",
            "webhook_watch",
            "report")) {
      jdbc().sql("DELETE FROM " + table).update();
    }
    jdbc().sql("INSERT INTO webhook_watch (id) VALUES (1)").update();
    clock.reset();
    workerCalls.clear();
    return this;
  }

  /** The links. */
  public Links links() {
    return beans.getBean(Links.class);
  }

  /** The referrals that are being created. */
  public Creations creations() {
    return beans.getBean(Creations.class);
  }

  /** The invitations whose answer is not known. */
  public Invitations invitations() {
    return beans.getBean(Invitations.class);
  }

  /** What was meant to be written. */
  public Intents intents() {
    return beans.getBean(Intents.class);
  }

  /** The changes. */
  public ChangeLedger ledger() {
    return beans.getBean(ChangeLedger.class);
  }

  /** The way in. */
  public Inbox inbox() {
    return beans.getBean(Inbox.class);
  }

  /** How far the polls have come. */
  public Cursors cursors() {
    return beans.getBean(Cursors.class);
  }

  /** What rounds over all deals found. */
  public Reports reports() {
    return beans.getBean(Reports.class);
  }

  /** The links that have both sides. */
  public OpenLinks openLinks() {
    return beans.getBean(OpenLinks.class);
  }

  /** What is done in turn. */
  public Turns turns() {
    return beans.getBean(Turns.class);
  }

  /** What one holder has for itself for a while. */
  public Leases leases() {
    return beans.getBean(Leases.class);
  }

  /** What the store knows of records. */
  public RecordLinks recordLinks() {
    return beans.getBean(RecordLinks.class);
  }

  /** The runs. */
  public Runs runs() {
    return beans.getBean(Runs.class);
  }

  /** The runs that nobody needs any more. */
  public OldRuns oldRuns() {
    return beans.getBean(OldRuns.class);
  }

  /** The removal of links. */
  public Removal removal() {
    return beans.getBean(Removal.class);
  }

  /** Plain SQL. */
  public JdbcClient jdbc() {
    return beans.getBean(JdbcClient.class);
  }

  /** The connections. */
  public HikariDataSource pool() {
    return pool;
  }

  /** The clock of all repositories. */
  public SettableClock clock() {
    return clock;
  }

  /** When workers were called for. */
  public List<Instant> workerCalls() {
    return workerCalls;
  }

  /** Transactions, as Spring Boot makes them. */
  public PlatformTransactionManager transactions() {
    return beans.getBean(PlatformTransactionManager.class);
  }

  /** A transaction to run something in. */
  public TransactionTemplate transaction() {
    return new TransactionTemplate(transactions());
  }

  /** A referral that nobody has heard of. */
  public static ReferralId newReferral() {
    return ReferralId.of(UUID.randomUUID().toString());
  }

  /** A new link of a new referral. */
  public Link newLink() {
    ReferralId referral = newReferral();
    links().keyOf(referral);
    return links().find(referral).orElseThrow();
  }

  @Override
  public void close() throws IOException {
    beans.close();
    pool.close();
    FileSystemUtils.deleteRecursively(folder);
  }
}
