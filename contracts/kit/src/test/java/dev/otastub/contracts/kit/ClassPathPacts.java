package dev.otastub.contracts.kit;

import au.com.dius.pact.core.model.Pact;
import au.com.dius.pact.core.model.PactSource;
import au.com.dius.pact.core.model.UnknownPactSource;
import au.com.dius.pact.provider.junitsupport.loader.PactLoader;
import java.util.ArrayList;
import java.util.List;

/** The published contracts for Pact's own verification, whose loaders read folders and brokers, but no jar. */
public final class ClassPathPacts implements PactLoader {

    @Override
    public List<Pact> load(String providerName) {
        List<Pact> pacts = new ArrayList<>();
        for (ContractFile file : PublishedContracts.onClassPath().files()) {
            if (file.provider().equals(providerName)) {
                pacts.add(file.pact());
            }
        }
        return pacts;
    }

    @Override
    public PactSource getPactSource() {
        return UnknownPactSource.INSTANCE;
    }
}
