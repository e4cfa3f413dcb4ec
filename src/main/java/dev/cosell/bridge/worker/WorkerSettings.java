package dev.cosell.bridge.worker;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How synchronizations are run.
 *
 * @param workers how many links are reconciled at the same time, 1 to 20; each holds one connection
 *     to the store
 * @param rest shortest time between the beginnings of two synchronizations of one link; a burst of
 *     changes becomes one synchronization per rest
 * @param firstRetry wait after the first failure; doubles with each further one
 * @param longestRetry longest wait after a failure
 * @param staleRounds how often a synchronization starts over when a version was not the latest
 */
@Validated
@ConfigurationProperties("cosell.synchronization")
public record WorkerSettings(
    @DefaultValue("8") @Min(1) @Max(20) int workers,
    @DefaultValue("1s") Duration rest,
    @DefaultValue("2s") Duration firstRetry,
    @DefaultValue("1h") Duration longestRetry,
    @DefaultValue("5") @Min(1) @Max(50) int staleRounds) {}
