package dev.cosell.bridge.worker;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How synchronizations are run.
 *
 * @param workers how many links are reconciled at the same time
 * @param rest shortest time between the beginnings of two synchronizations of one link; a burst of
 *     changes becomes one synchronization per rest
 * @param firstRetry wait after the first failure; doubles with each further one
 * @param longestRetry longest wait after a failure
 * @param staleRounds how often a synchronization starts over when a version was not the latest
 */
@ConfigurationProperties("cosell.synchronization")
public record WorkerSettings(
    @DefaultValue("8") int workers,
    @DefaultValue("1s") Duration rest,
    @DefaultValue("2s") Duration firstRetry,
    @DefaultValue("1h") Duration longestRetry,
    @DefaultValue("5") int staleRounds) {}
