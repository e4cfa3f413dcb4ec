package dev.cosell.bridge.sandbox.webhook;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;

/**
 * The mishaps that wait for the next notifications of single referrals, and what they hold back.
 */
final class Mishaps {

  private final Map<String, Queue<Mishap>> waiting = new HashMap<>();
  private final Map<String, List<Delivery>> heldBack = new HashMap<>();

  /** Adds a mishap behind those that wait for this referral already. */
  void add(String referralId, Mishap mishap) {
    waiting.computeIfAbsent(key(referralId), id -> new ArrayDeque<>()).add(mishap);
  }

  /** The mishap of a referral's notification; each strikes once. */
  Optional<Mishap> next(String referralId) {
    return Optional.ofNullable(waiting.get(key(referralId))).map(Queue::poll);
  }

  /** Keeps a delivery until {@link #release}. */
  void hold(Delivery delivery) {
    String id = delivery.event().resourceId();
    heldBack.computeIfAbsent(key(id), any -> new ArrayList<>()).add(delivery);
  }

  /** Hands out what was held back of a referral. */
  List<Delivery> release(String referralId) {
    return Optional.ofNullable(heldBack.remove(key(referralId))).orElse(List.of());
  }

  private static String key(String referralId) {
    return referralId.toLowerCase(Locale.ROOT);
  }
}
