/** For the people and machines that watch: admin API, login, metrics. */
@NullMarked
package dev.cosell.bridge.operations;

import org.jspecify.annotations.NullMarked;
