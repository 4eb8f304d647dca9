"""Independent reference: scipy sparse cosine/jaccard with shrinkage, implicit's CosineRecommender without; recall by loops."""
import json, random, numpy as np, scipy.sparse as sp, scipy, implicit, warnings
warnings.filterwarnings("ignore")
from implicit.nearest_neighbours import CosineRecommender
cases=[]
def make(name, seed, readers, books, power, opts):
    rng=random.Random(seed); rows=[]
    for r in range(readers):
        taste=rng.randrange(3)
        for _ in range(1+rng.randrange(9)):
            g=taste if rng.random()<.7 else rng.randrange(3)
            b=min(books-1, int((books//3)*rng.random()**power)+g*(books//3))
            rows.append((r,b,rng.randrange(1,366)))
    last={}
    for r,b,d in rows: pass
    M=sp.lil_matrix((readers,books))
    for r,b,_ in rows: M[r,b]=1
    M=M.tocsr(); C=(M.T@M).toarray(); n=np.diag(C).copy()
    keep=n>=opts["minimumReaders"]
    lam=opts["shrinkage"]
    with np.errstate(divide="ignore",invalid="ignore"):
        S=C/np.sqrt(np.outer(n,n)) if opts["similarity"]=="cosine" else C/(n[:,None]+n[None,:]-C)
        S=S*(C/(C+lam) if lam>0 else 1)
    S[~np.isfinite(S)]=0; np.fill_diagonal(S,0)
    S[C<opts["minimumTogether"]]=0; S[~keep]=0; S[:,~keep]=0
    out={"name":name,"options":opts,"books":books,"loans":[[r,b,d] for r,b,d in rows],
         "pairs":[[i,int(j),float(S[i,j])] for i in range(books) for j in np.nonzero(S[i])[0]]}
    if opts["similarity"]=="cosine" and lam==0:
        m=CosineRecommender(K=books+1); m.fit(M.tocsr(),show_progress=False)
        ids,sc=zip(*[m.similar_items(i,N=books) for i in range(books)])
        imp=[]
        for i in range(books):
            for j,s in zip(ids[i],sc[i]):
                if j!=i and j>=0 and C[i,j]>=opts["minimumTogether"] and keep[i] and keep[j]: imp.append([i,int(j),float(s)])
        out["implicit"]=sorted(imp)
        assert len(imp)==len(out["pairs"]), (len(imp),len(out["pairs"]))
    # held-out: last loan by (date, book) of each reader, scores summed, top 5
    byr={}
    for r,b,d in rows: byr.setdefault(r,[]).append((d,b))
    trials=[]
    for r in sorted(byr):
        seen=[]
        for d,b in sorted(byr[r]):
            if b not in seen: seen.append(b)
        trials.append(seen)
    T=np.zeros((len(trials),books)); held=[]
    for k,s in enumerate(trials):
        known=s[:-1] if len(s)>1 else s
        T[k,known]=1; held.append(s[-1] if len(s)>1 else None)
    C=T.T@T; n=np.diag(C).copy(); keep=n>=opts["minimumReaders"]
    with np.errstate(divide="ignore",invalid="ignore"):
        S=C/np.sqrt(np.outer(n,n)) if opts["similarity"]=="cosine" else C/(n[:,None]+n[None,:]-C)
        S=S*(C/(C+lam) if lam>0 else 1)
    S[~np.isfinite(S)]=0; np.fill_diagonal(S,0); S[C<opts["minimumTogether"]]=0; S[~keep]=0; S[:,~keep]=0
    pop=np.where(keep,n,0)
    hits=0; popular=0; covered=set(); tested=0
    for k,h in enumerate(held):
        if h is None: continue
        tested+=1
        known=np.nonzero(T[k])[0]; sc=np.round(S[known].sum(0)*1e9); 
        cand=[j for j in range(books) if j not in set(known)]
        # every book is equally alike in these cases, so likeness falls back on popularity
        top=sorted(cand,key=lambda j:(-sc[j],-pop[j] if sc[j]==0 else 0,j))[:5]
        covered|=set(top); hits+=h in top
        popular+=h in sorted(cand,key=lambda j:(-n[j],j))[:5]
    out["heldOut"]={"readers":tested,"hits":hits,"booksSuggested":len(covered),"popularHits":popular}
    cases.append(out)
make("cosine with shrinkage",1,150,30,1.6,dict(minimumReaders=5,minimumTogether=5,shrinkage=10,similarity="cosine"))
make("jaccard with shrinkage",2,200,36,2.0,dict(minimumReaders=8,minimumTogether=6,shrinkage=3.5,similarity="jaccard"))
make("plain cosine",3,180,27,1.3,dict(minimumReaders=10,minimumTogether=5,shrinkage=0,similarity="cosine"))
make("high floors",4,220,45,2.4,dict(minimumReaders=20,minimumTogether=12,shrinkage=25,similarity="cosine"))
json.dump({"source":f"scipy {scipy.__version__}, numpy {np.__version__}, implicit {implicit.__version__}; made by reference.py beside this file","cases":cases},open("reference.json","w"),separators=(",",":"))
for c in cases: print(c["name"],len(c["loans"]),len(c["pairs"]),c["heldOut"],len(c.get("implicit",[])))
