package dev.cosell.bridge.sandbox.webhook;

import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Delivers events on one thread, in order unless told otherwise.
 *
 * <p>A failed event waits for its next attempt while the others go on, so that order is lost then,
 * as it is with Partner Center.
 */
public final class WebhookDispatcher implements AutoCloseable {

  private final EventSigner signer;
  private final Function<String, Optional<WebhookTarget>> targets;
  private final DeliverySettings settings;
  private final CallbackClient client;
  private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
  private final List<Delivery> deliveries = new CopyOnWriteArrayList<>();
  private final List<Delivery> parked = new ArrayList<>();
  private final List<Delivery> shuffled = new ArrayList<>();
  private final Mishaps mishaps = new Mishaps();
  private DispatchSwitches switches = DispatchSwitches.NORMAL;

  /**
   * Creates a dispatcher that delivers from now on.
   *
   * @param signer signs every event
   * @param targets the callback for an event name, empty when nobody wants it
   * @param settings attempts and times
   */
  public WebhookDispatcher(
      EventSigner signer,
      Function<String, Optional<WebhookTarget>> targets,
      DeliverySettings settings) {
    this.signer = signer;
    this.targets = targets;
    this.settings = settings;
    this.client = new CallbackClient(settings.timeout());
  }

  /** Takes an event for delivery; returns at once. */
  public synchronized Delivery dispatch(WebhookEvent event) {
    Delivery delivery = taken(event);
    if (switches.dropNext() > 0) {
      switches = switches.withDropNext(switches.dropNext() - 1);
      delivery.ended(Delivery.State.DROPPED);
      return delivery;
    }
    String id = event.resourceId();
    // what an earlier mishap holds back comes behind this one, whatever happens to this one
    List<Delivery> late = mishaps.release(id);
    mishaps.next(id).ifPresentOrElse(mishap -> suffer(delivery, mishap), () -> send(delivery));
    if (switches.duplicate()) {
      send(taken(event));
    }
    late.forEach(this::send);
    return delivery;
  }

  /**
   * Lets something go wrong with the next notification of one referral; several mishaps strike its
   * next notifications one by one.
   *
   * @param referralId as {@code ResourceUri} names it
   */
  public synchronized void plan(String referralId, Mishap mishap) {
    mishaps.add(referralId, mishap);
  }

  /** Signs a body with the genuine key. */
  public SignedEvent sign(byte[] body) {
    return signer.sign(body);
  }

  /**
   * Posts an event of the caller's making, once and now, past switches and log.
   *
   * @return the HTTP status, 0 without an answer
   */
  public int deliver(SignedEvent event, URI callback) {
    return client.post(callback, event).status();
  }

  /** Everything taken so far, oldest first. */
  public List<Delivery> deliveries() {
    return List.copyOf(deliveries);
  }

  /** The events that were given up. */
  public List<Delivery> offlineQueue() {
    return deliveries.stream().filter(d -> d.state() == Delivery.State.OFFLINE).toList();
  }

  /** Empties the log. */
  public void forgetDeliveries() {
    deliveries.clear();
  }

  /** The switches in force. */
  public synchronized DispatchSwitches switches() {
    return switches;
  }

  /** Changes the switches; what was parked leaves when the pause ends. */
  public synchronized void change(DispatchSwitches changed) {
    switches = changed;
    if (!changed.paused()) {
      parked.forEach(delivery -> schedule(() -> attempt(delivery), 0));
      parked.clear();
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }

  private Delivery taken(WebhookEvent event) {
    Delivery delivery = new Delivery(event);
    deliveries.add(delivery);
    return delivery;
  }

  private void suffer(Delivery delivery, Mishap mishap) {
    switch (mishap.kind()) {
      case LOST -> delivery.ended(Delivery.State.DROPPED);
      case LATE -> schedule(() -> attempt(delivery), mishap.delay().toMillis());
      case BEHIND_THE_NEXT -> mishaps.hold(delivery);
      case TWICE -> {
        send(delivery);
        send(taken(delivery.event()));
      }
    }
  }

  private void send(Delivery delivery) {
    if (!switches.reorder()) {
      schedule(() -> attempt(delivery), 0);
      return;
    }
    if (shuffled.isEmpty()) {
      schedule(this::sendReversed, settings.reorderWindow().toMillis());
    }
    shuffled.add(delivery);
  }

  private synchronized void sendReversed() {
    Collections.reverse(shuffled);
    shuffled.forEach(delivery -> schedule(() -> attempt(delivery), 0));
    shuffled.clear();
  }

  private void attempt(Delivery delivery) {
    if (parkedByPause(delivery)) {
      return;
    }
    Optional<WebhookTarget> target = targets.apply(delivery.event().eventName());
    if (target.isEmpty()) {
      delivery.ended(Delivery.State.NO_CALLBACK);
      return;
    }
    SignedEvent signed = signer.sign(delivery.event().payload(), target.get().signatureHeader());
    delivery.attempted(client.post(target.get().url(), signed), settings.attempts());
    if (delivery.state() == Delivery.State.WAITING) {
      schedule(() -> attempt(delivery), settings.spacing().toMillis());
    }
  }

  private synchronized boolean parkedByPause(Delivery delivery) {
    if (switches.paused()) {
      parked.add(delivery);
    }
    return switches.paused();
  }

  private void schedule(Runnable work, long delayMillis) {
    try {
      var unused = thread.schedule(work, delayMillis, TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException closed) {
      // The sandbox has been closed: there is nobody left to deliver to.
      return;
    }
  }
}
